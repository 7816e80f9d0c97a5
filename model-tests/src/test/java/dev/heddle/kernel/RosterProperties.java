package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Two {@link Roster}s beside their specification, two lists: a task is on one of them at most. */
@Checks({Invariant.S1, Invariant.S8})
class RosterProperties {
  private static final int TASKS = 6;

  @Property
  void behavesLikeLists(
      @ForAll @Size(max = 60) List<@IntRange(max = TASKS * 3 - 1) Integer> operations) {
    // Each says which task, and which Roster it enters: 0, 1, or 2 to leave the one where it is.
    List<Roster> rosters = List.of(new Roster(), new Roster());
    List<List<Task>> model = List.of(new ArrayList<>(), new ArrayList<>());
    List<Task> tasks = IntStream.range(0, TASKS).<Task>mapToObj(i -> new Parked()).toList();
    for (int operation : operations) {
      Task task = tasks.get(operation % TASKS);
      int roster = operation / TASKS;
      if (roster == rosters.size()) {
        Roster.leave(task);
        model.forEach(list -> list.remove(task));
      } else {
        rosters.get(roster).enter(task);
        if (model.stream().noneMatch(list -> list.contains(task))) {
          model.get(roster).add(0, task); // a second entry, here or there, changes nothing
        }
      }
      for (int i = 0; i < rosters.size(); i++) {
        assertEquals(model.get(i), rosters.get(i).tasks());
        assertEquals(model.get(i).isEmpty(), rosters.get(i).isEmpty());
      }
    }
  }

  private static final class Parked extends Task {
    @Override
    protected Step step() {
      return Step.PARK;
    }
  }
}
