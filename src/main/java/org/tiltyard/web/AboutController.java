package org.tiltyard.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that says what the arena is and what it keeps. */
@Controller
class AboutController {

  @GetMapping("/about")
  String about() {
    return "web/about";
  }
}
