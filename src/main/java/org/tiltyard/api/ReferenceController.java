package org.tiltyard.api;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which the API can be read and tried. */
@Controller
class ReferenceController {

  private final Reference reference;

  ReferenceController(Reference reference) {
    this.reference = reference;
  }

  @GetMapping("/research/api")
  String page(Model model) {
    model.addAttribute("groups", reference.groups());
    return "api/reference";
  }
}
