package org.tiltyard.settings;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.shared.Time;
import tools.jackson.databind.JsonNode;

/**
 * All live settings. A group is bound from the configuration (files, environment, command line),
 * then from what was stored in the browser, then from its defaults; so the configuration wins.
 * Every process looks twice a second whether another one has changed something.
 */
@Component
public class Settings implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Settings.class);
  private static final int LOOK_EVERY_MILLIS = 500;

  private final SettingRows rows;
  private final TransactionTemplate transaction;
  private final Time time;
  private final GroupBinder binder;
  private final Map<String, Group<?>> groups = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("settings").factory());

  private volatile Map<String, JsonNode> stored;
  private volatile long revision;

  Settings(
      SettingRows rows,
      ConfigurableEnvironment environment,
      Validator validator,
      TransactionTemplate transaction,
      Time time) {
    this.rows = rows;
    this.transaction = transaction;
    this.time = time;
    this.binder = new GroupBinder(environment, validator);
    this.revision = rows.revision();
    this.stored = rows.all();
  }

  /** One group: its record and its present values. */
  private static final class Group<T extends Record> implements Live<T> {
    private final String prefix;
    private final Class<T> type;
    private volatile T values;

    private Group(String prefix, Class<T> type, T values) {
      this.prefix = prefix;
      this.type = type;
      this.values = values;
    }

    @Override
    public T get() {
      return values;
    }

    private List<EditableSetting> editable() {
      return Arrays.stream(type.getRecordComponents())
          .filter(component -> component.isAnnotationPresent(Editable.class))
          .map(component -> EditableSetting.of(prefix, component))
          .toList();
    }
  }

  /**
   * The group under the prefix. Called once a group, by a bean method of the module that owns it.
   *
   * @throws IllegalArgumentException when the configuration holds a value that is not allowed
   */
  public synchronized <T extends Record> Live<T> live(String prefix, Class<T> type) {
    T values;
    try {
      values = binder.bind(prefix, type, stored);
    } catch (SettingRefused storedIsInvalid) {
      // A newer version may allow less than the one that stored it: the defaults are safe.
      log.warn(
          "Stored settings under {} are no longer valid: {}", prefix, storedIsInvalid.faults());
      values = bindConfigured(prefix, type);
    }
    Group<T> group = new Group<>(prefix, type, values);
    groups.put(prefix, group);
    return group;
  }

  private <T extends Record> T bindConfigured(String prefix, Class<T> type) {
    try {
      return binder.bind(prefix, type, Map.of());
    } catch (SettingRefused refused) {
      throw new IllegalArgumentException("The configuration is not valid: " + refused.faults());
    }
  }

  /** Every setting that can be changed in the browser, in the order of groups and components. */
  public synchronized List<EditableSetting> editable() {
    return groups.values().stream().flatMap(group -> group.editable().stream()).toList();
  }

  /** The setting's present value. */
  public synchronized Object value(EditableSetting setting) {
    Group<?> group = groups.get(setting.prefix());
    if (group == null) {
      throw SettingRefused.unknown(setting.key());
    }
    return GroupBinder.read(setting.component(), group.values);
  }

  /** The value that was stored in the browser, if one was. */
  public Optional<JsonNode> stored(EditableSetting setting) {
    return Optional.ofNullable(stored.get(setting.key()));
  }

  /** Whether the configuration sets it, so that it can't be changed in the browser. */
  public boolean locked(EditableSetting setting) {
    return binder.configured(setting.key());
  }

  /**
   * What a group would be with these changes, without storing anything.
   *
   * @param changes by key; JSON null takes a setting back to its default
   * @throws SettingRefused when one is unknown, locked or not allowed
   */
  public synchronized <T extends Record> T tried(
      String prefix, Class<T> type, Map<String, JsonNode> changes) {
    return binder.bind(prefix, type, merged(changes));
  }

  /**
   * Whether these changes are allowed, without storing anything.
   *
   * @param changes by key; JSON null takes a setting back to its default
   * @throws SettingRefused when one is unknown, locked or not allowed
   */
  public synchronized void check(Map<String, JsonNode> changes) {
    bindAll(merged(changes));
  }

  /**
   * Stores changes, all or none, in one transaction (the caller's, if there is one), and has them
   * hold on this node as soon as it is committed.
   *
   * @param by who, for the record
   * @throws SettingRefused when one is unknown, locked or not allowed
   */
  public void change(Map<String, JsonNode> changes, String by) {
    transaction.executeWithoutResult(status -> {
      rows.countUp();
      synchronized (this) {
        bindAll(merged(changes));
      }
      changes.forEach((key, value) -> {
        if (value.isNull()) {
          rows.remove(key);
        } else {
          rows.put(key, value, by, time.now());
        }
      });
      reloadAfterCommit();
    });
  }

  /** Not before: what is not committed yet would be taken back by the next look. */
  private void reloadAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            reload();
          }
        });
  }

  /** Is told after every change, on whichever node it was made. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private Map<String, JsonNode> merged(Map<String, JsonNode> changes) {
    Map<String, EditableSetting> known = new LinkedHashMap<>();
    editable().forEach(setting -> known.put(setting.key(), setting));
    Map<String, JsonNode> merged = new LinkedHashMap<>(stored);
    changes.forEach((key, value) -> {
      EditableSetting setting = known.get(key);
      if (setting == null) {
        throw SettingRefused.unknown(key);
      }
      if (locked(setting)) {
        throw SettingRefused.locked(key);
      }
      if (value.isNull()) {
        merged.remove(key);
      } else {
        merged.put(key, value);
      }
    });
    return merged;
  }

  private Map<Group<?>, Record> bindAll(Map<String, JsonNode> values) {
    Map<Group<?>, Record> bound = new LinkedHashMap<>();
    List<SettingRefused.Fault> faults = new ArrayList<>();
    for (Group<?> group : groups.values()) {
      try {
        bound.put(group, binder.bind(group.prefix, group.type, values));
      } catch (SettingRefused refused) {
        faults.addAll(refused.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw SettingRefused.invalid(faults);
    }
    return bound;
  }

  @EventListener(ApplicationReadyEvent.class)
  void watchOtherNodes() {
    watch.scheduleWithFixedDelay(
        this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (rows.revision() != revision) {
        reload();
      }
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule; the settings stay as they are until the next
      // look.
      log.debug("Settings could not be read", e);
    }
  }

  private void reload() {
    synchronized (this) {
      // Read first: a change in between is then seen by the next look.
      revision = rows.revision();
      stored = rows.all();
      groups.values().forEach(this::rebind);
    }
    listeners.forEach(Runnable::run);
  }

  private <T extends Record> void rebind(Group<T> group) {
    try {
      group.values = binder.bind(group.prefix, group.type, stored);
    } catch (SettingRefused e) {
      log.warn("Stored settings under {} are not valid: {}", group.prefix, e.faults());
    }
  }

  @Override
  public void destroy() {
    watch.shutdownNow();
  }
}
