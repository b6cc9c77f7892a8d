package org.tiltyard.publish;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where releases can be published, {@code tiltyard.publish.*}. In the configuration file only: it
 * holds secrets, and whoever may change an address decides who gets them.
 */
@ConfigurationProperties("tiltyard.publish")
record PublishSettings(@DefaultValue Hub hub, @DefaultValue Bucket s3) {

  /**
   * A hub of dataset repositories that speaks as Hugging Face's does.
   *
   * @param token with the right to write; without one there is no such target
   * @param owner the person or organisation whose repositories they are
   * @param visible whether new repositories are public; those that exist stay as they are
   */
  record Hub(
      @DefaultValue("https://huggingface.co") String url,
      @DefaultValue("") String token,
      @DefaultValue("") String owner,
      @DefaultValue("false") boolean visible) {

    Hub {
      if (!token.isBlank() && !owner.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,95}")) {
        throw new IllegalArgumentException(
            "tiltyard.publish.hub.token needs tiltyard.publish.hub.owner: the name of a person or"
                + " an organisation at the hub");
      }
    }

    boolean isSet() {
      return !token.isBlank();
    }

    /** Never prints the token, wherever the record ends up. */
    @Override
    public String toString() {
      return "Hub[" + url + ", " + owner + "]";
    }
  }

  /**
   * A bucket of S3 or of a store that speaks as it does.
   *
   * @param endpoint empty: Amazon's for the region
   * @param bucket without one there is no such target
   * @param prefix of the keys of all releases, without a slash at its end
   * @param accessKey empty, with the secret key: found as Amazon's tools do, in the environment,
   *     the profile or the machine's role
   * @param pathStyle the bucket in the path instead of the host; most other stores need it
   */
  record Bucket(
      @DefaultValue("") String endpoint,
      @DefaultValue("us-east-1") String region,
      @DefaultValue("") String bucket,
      @DefaultValue("") String prefix,
      @DefaultValue("") String accessKey,
      @DefaultValue("") String secretKey,
      @DefaultValue("false") boolean pathStyle) {

    Bucket {
      if (accessKey.isBlank() != secretKey.isBlank()) {
        throw new IllegalArgumentException(
            "tiltyard.publish.s3.access-key and tiltyard.publish.s3.secret-key need each other");
      }
    }

    boolean isSet() {
      return !bucket.isBlank();
    }

    String key(String release, String path) {
      String folder = prefix.isBlank() ? release : prefix + "/" + release;
      return folder + "/" + path;
    }

    /** Never prints the keys. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "Bucket[%s, %s]", endpoint, bucket);
    }
  }
}
