package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.JPF;
import gov.nasa.jpf.JPFListener;
import java.nio.file.Path;
import java.util.Set;

/**
 * Heddle's extension of JPF, to be named in the key {@code listener}. Reads the configuration and
 * puts the parts together:
 *
 * <ul>
 *   <li>{@code heddle.points}, {@code heddle.points.classes}: see {@link Points}
 *   <li>{@code heddle.race=true}, {@code heddle.race.allow}: see {@link RaceFree}
 *   <li>{@code heddle.spurious=true}: park and weakCompareAndSet may return spuriously
 *   <li>{@code heddle.result}: see {@link ResultFile} and {@link Endings}, with its key {@code
 *       heddle.trap}; {@code heddle.max_states} cuts the search off
 *   <li>{@code heddle.lanes}, {@code heddle.rerun}: see {@link Lanes}; {@code heddle.watch}: see
 *       {@link WatchedFields}
 * </ul>
 */
public final class Extension implements JPFListener {

  /** Called by JPF. */
  public Extension(Config config, JPF jpf) {
    Points points = new Points(config);
    Tally tally = new Tally();
    RaceFree races = null;
    if (config.getBoolean("heddle.race")) {
      races = new RaceFree(Set.of(Points.list(config, "heddle.race.allow", "")));
      jpf.getSearch().addProperty(races);
    }
    NoLivelock livelocks = new NoLivelock();
    jpf.getSearch().addProperty(livelocks);
    Lanes lanes = lanes(config, points);
    jpf.addListener(
        new SchedulingPoints(
            points,
            new Operations(points, tally),
            races,
            livelocks,
            lanes,
            config.getBoolean("heddle.spurious")));
    if (lanes != null) {
      jpf.addListener(lanes);
    }
    String result = config.getString("heddle.result");
    if (result != null) {
      long maxStates = config.getLong("heddle.max_states", Long.MAX_VALUE);
      Endings endings = new Endings(config.getInt("heddle.trap", -1));
      jpf.addListener(endings);
      jpf.addListener(new ResultFile(Path.of(result), tally, endings, maxStates));
    }
  }

  private static Lanes lanes(Config config, Points points) {
    String file = config.getString("heddle.lanes");
    if (file == null) {
      return null;
    }
    String watch = config.getString("heddle.watch", "");
    StateColumns columns =
        watch.isEmpty() ? null : new WatchedFields(Points.list(config, "heddle.watch", ""));
    return new Lanes(Path.of(file), points, columns, config.getString("heddle.rerun", ""));
  }
}
