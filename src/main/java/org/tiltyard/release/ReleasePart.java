package org.tiltyard.release;

import org.springframework.ui.Model;

/** A part of a release's page that another module has. */
public interface ReleasePart {

  /** Gives the page of a release that is built what the part shows. */
  void show(Release release, Model page);
}
