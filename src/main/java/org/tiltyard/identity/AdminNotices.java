package org.tiltyard.identity;

import java.util.List;

/** What a module has to tell the admins. Every bean of this type is asked. */
public interface AdminNotices {

  /** What stands at the top of every admin page. Asked for with each, so it never waits. */
  default List<AdminNotice> banners() {
    return List.of();
  }

  /** What the overview lists to look at; may ask the database. */
  default List<AdminNotice> toDo() {
    return List.of();
  }
}
