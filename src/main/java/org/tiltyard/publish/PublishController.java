package org.tiltyard.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobView;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.release.Release;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.release.ReleasePart;
import org.tiltyard.shared.Time;

/** The part of a release's page that publishes it. */
@Controller
class PublishController implements ReleasePart {

  /**
   * One place.
   *
   * @param place where the release would be
   * @param address where it is; null while it isn't there
   * @param job the last try; null when there was none, or it is forgotten
   */
  record Place(
      String target,
      String place,
      @Nullable String address,
      @Nullable Instant publishedAt,
      @Nullable JobView job) {}

  private final Publishing publishing;
  private final Jobs jobs;
  private final Time time;

  PublishController(Publishing publishing, Jobs jobs, Time time) {
    this.publishing = publishing;
    this.jobs = jobs;
    this.time = time;
  }

  @Override
  public void show(Release release, Model page) {
    Map<String, Publication> known =
        publishing.of(release.id()).stream()
            .collect(Collectors.toMap(Publication::target, Function.identity()));
    List<Place> places = new ArrayList<>();
    for (Target target : publishing.targets()) {
      places.add(place(release, target, known.get(target.name())));
    }
    page.addAttribute("publishing", places);
  }

  private Place place(Release release, Target target, @Nullable Publication publication) {
    String there = target.place(release.slug());
    if (publication == null) {
      return new Place(target.name(), there, null, null, null);
    }
    JobView job = jobs.find(publication.job()).map(one -> JobView.of(one, time.now())).orElse(null);
    return new Place(target.name(), there, publication.address(), publication.publishedAt(), job);
  }

  /** What the form sends. */
  record Choice(@Nullable String target) {}

  @PostMapping("/research/releases/{id}/publish")
  String publish(@PathVariable String id, Choice choice, ServerWebExchange exchange) {
    ReleaseId release = ReleaseId.parse(id);
    String target = choice.target() == null ? "" : choice.target();
    publishing.begin(release, target, SignedIn.in(exchange));
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/research/releases/" + release.value();
  }
}
