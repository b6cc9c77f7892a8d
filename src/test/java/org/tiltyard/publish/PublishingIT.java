package org.tiltyard.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobState;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.publish.SmallServer.Asked;
import org.tiltyard.publish.SmallServer.Said;
import org.tiltyard.release.Plan;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.release.ReleaseState;
import org.tiltyard.release.Releases;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** A release that is ready goes to a bucket, as a job that tells how far it is. */
class PublishingIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static final Set<String> stored = ConcurrentHashMap.newKeySet();
  private static volatile int refuse;
  private static SmallServer store;
  private static ScriptedModelServer models;
  private static TestArena arena;
  private static SignedIn admin;

  @BeforeAll
  static void open() {
    store = new SmallServer(PublishingIT::answer);
    models = ScriptedModelServer.start();
    models.model("id-birch", Script.answer("Yes, it is."));
    models.model("id-maple", Script.answer("No, it is not."));
    arena =
        TestArena.withModels(
            TestArena.models(models.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.releases.folder=" + folder,
            "--tiltyard.publish.s3.endpoint=" + store.url(),
            "--tiltyard.publish.s3.bucket=sets",
            "--tiltyard.publish.s3.access-key=AK",
            "--tiltyard.publish.s3.secret-key=the-secret",
            "--tiltyard.publish.s3.path-style=true");
    String id = arena.database().sql("select id from account").query(String.class).single();
    admin = new SignedIn(new AccountId(id), "admin", "admin");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    models.close();
    store.close();
  }

  private static Said answer(Asked asked) {
    if (asked.method().equals("HEAD")) {
      return Said.status(404);
    }
    if (refuse > 0) {
      return Said.status(refuse);
    }
    stored.add(asked.path());
    return new Said(200, "", Map.of("ETag", "\"x\""));
  }

  private static ReleaseId built() {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Is the earth a little pear-shaped?");
    voter.vote(battle, "model_a");
    Releases releases = arena.part(Releases.class);
    ReleaseId id = releases.begin("pears", "Pears", Plan.usual(), admin);
    releases.build(id, admin);
    within(SOON, "built", () -> releases.get(id).state() == ReleaseState.READY);
    return id;
  }

  private static String page(ReleaseId release) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(arena.url() + "/research/releases/" + release.value()))
            .header("Authorization", Voter.basic("admin", PASSWORD))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private static Job ended(JobId id) {
    Jobs jobs = arena.part(Jobs.class);
    within(SOON, "the end", () -> jobs.find(id).orElseThrow().state().ended());
    return jobs.find(id).orElseThrow();
  }

  @Test
  void isRefusedThenTriedAgainAndThere() throws IOException, InterruptedException {
    ReleaseId release = built();
    Publishing publishing = arena.part(Publishing.class);

    assertThat(page(release)).contains("S3 bucket", "s3://sets/pears/", "Publish …");

    refuse = 403;
    Job failed = ended(publishing.begin(release, "s3", admin));
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.failure()).isEqualTo("The keys may not write there");
    assertThat(publishing.of(release)).extracting(Publication::address).containsOnlyNulls();
    assertThat(page(release)).contains("The keys may not write there", "Try again …");

    refuse = 0;
    Job done = ended(publishing.begin(release, "s3", admin));
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.done()).isEqualTo(done.total());
    assertThat(publishing.of(release))
        .extracting(Publication::address)
        .containsExactly("s3://sets/pears/");
    assertThat(stored)
        .contains("/sets/pears/README.md", "/sets/pears/SHA256SUMS")
        .anyMatch(path -> path.startsWith("/sets/pears/data/train-"));
    assertThat(page(release))
        .contains("published", "Publish again …")
        .doesNotContain("The keys may not write there");

    refuse = 403;
    ended(publishing.begin(release, "s3", admin));
    assertThat(page(release)).contains("Try again …", "The keys may not write there");
  }
}
