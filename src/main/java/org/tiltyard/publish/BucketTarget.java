package org.tiltyard.publish;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tiltyard.publish.Parcel.Item;
import org.tiltyard.shared.Sha256;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A folder in a bucket. Objects carry their SHA-256 as metadata, which tells what is there already;
 * the card goes last, so that a folder with one is whole.
 */
@Component
final class BucketTarget implements Target {

  private static final Logger log = LoggerFactory.getLogger(BucketTarget.class);
  private static final String HASH = "sha256";
  private static final String CARD = "README.md";
  private static final int NOT_FOUND = 404;
  private static final int NOT_AUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;

  private final PublishSettings.Bucket settings;
  private final long partBytes;
  private @Nullable S3Client client;

  @Autowired
  BucketTarget(PublishSettings settings) {
    this(settings.s3(), 64L * 1024 * 1024);
  }

  /**
   * @param partBytes larger files go in parts of this size
   */
  BucketTarget(PublishSettings.Bucket settings, long partBytes) {
    this.settings = settings;
    this.partBytes = partBytes;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public boolean isSet() {
    return settings.isSet();
  }

  @Override
  public String place(String release) {
    return "s3://" + settings.bucket() + "/" + settings.key(release, "");
  }

  @Override
  public String publish(Parcel parcel, LongConsumer sent) {
    List<Item> inOrder = new ArrayList<>(parcel.files());
    inOrder.sort(Comparator.comparing(item -> item.path().equals(CARD)));
    try {
      for (Item item : inOrder) {
        put(settings.key(parcel.name(), item.path()), item, sent);
      }
    } catch (S3Exception e) {
      throw new PublishFailed(words(e), e);
    } catch (SdkClientException e) {
      throw new PublishFailed("The bucket can’t be reached: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new PublishFailed("The bucket failed: " + e.getMessage(), e);
    }
    return place(parcel.name());
  }

  private static String words(S3Exception e) {
    return switch (e.statusCode()) {
      case NOT_AUTHENTICATED -> "The store does not know the keys";
      case FORBIDDEN -> "The keys may not write there";
      case NOT_FOUND -> "There is no such bucket";
      default -> "The store answered " + e.statusCode();
    };
  }

  private void put(String key, Item item, LongConsumer sent) {
    if (isThere(key, item)) {
      sent.accept(item.bytes());
    } else if (item.bytes() > partBytes) {
      inParts(key, item, sent);
    } else {
      client()
          .putObject(
              request ->
                  request
                      .bucket(settings.bucket())
                      .key(key)
                      .metadata(Map.of(HASH, item.sha256()))
                      .checksumSHA256(base64(item.sha256())),
              RequestBody.fromFile(item.file()));
      sent.accept(item.bytes());
    }
  }

  private boolean isThere(String key, Item item) {
    try {
      HeadObjectResponse there =
          client().headObject(request -> request.bucket(settings.bucket()).key(key));
      return item.sha256().equals(there.metadata().get(HASH))
          && there.contentLength() != null
          && there.contentLength() == item.bytes();
    } catch (S3Exception e) {
      // Whoever may not list is told 403 for what isn't there.
      if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  private void inParts(String key, Item item, LongConsumer sent) {
    String upload =
        client()
            .createMultipartUpload(request ->
                request.bucket(settings.bucket()).key(key).metadata(Map.of(HASH, item.sha256())))
            .uploadId();
    boolean whole = false;
    try {
      List<CompletedPart> parts = parts(key, item, upload, sent);
      client()
          .completeMultipartUpload(request ->
              request
                  .bucket(settings.bucket())
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
      whole = true;
    } finally {
      if (!whole) {
        abort(key, upload);
      }
    }
  }

  /** What went wrong before is what matters: a store that is away can't be told either. */
  private void abort(String key, String upload) {
    try {
      client()
          .abortMultipartUpload(
              request -> request.bucket(settings.bucket()).key(key).uploadId(upload));
    } catch (SdkException e) {
      log.warn("Parts of {} may have stayed in the bucket", key, e);
    }
  }

  private List<CompletedPart> parts(String key, Item item, String upload, LongConsumer sent) {
    List<CompletedPart> parts = new ArrayList<>();
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(item.file())) {
      for (long at = 0; at < item.bytes(); at += partBytes) {
        byte[] bytes = in.readNBytes((int) Math.min(partBytes, item.bytes() - at));
        digest.update(bytes);
        int number = parts.size() + 1;
        String etag =
            client()
                .uploadPart(
                    request ->
                        request
                            .bucket(settings.bucket())
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number),
                    RequestBody.fromBytes(bytes))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        sent.accept(bytes.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The store doesn't check the whole; other files carry their checksum.
    item.check(digest.digest());
    return parts;
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  /** Made when first needed: most arenas publish elsewhere, and it takes a while. */
  private synchronized S3Client client() {
    if (client == null) {
      S3ClientBuilder builder =
          S3Client.builder()
              .httpClient(UrlConnectionHttpClient.create())
              .region(Region.of(settings.region()))
              .credentialsProvider(credentials())
              .serviceConfiguration(
                  S3Configuration.builder()
                      .pathStyleAccessEnabled(settings.pathStyle())
                      .chunkedEncodingEnabled(false)
                      .build());
      if (!settings.endpoint().isBlank()) {
        builder.endpointOverride(URI.create(settings.endpoint()));
      }
      client = builder.build();
    }
    return client;
  }

  private AwsCredentialsProvider credentials() {
    return settings.accessKey().isBlank()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
