package dev.heddle.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks for a way to go on for ever while something waits (some task to be run), although every
 * agent is treated fairly: an agent that can always go on does go on some time (weak fairness).
 *
 * <p>Such a way exists if and only if, among the moments in which it waits, there is a strongly
 * connected component in which every agent either does a step or is somewhere unable to.
 */
final class Lassos {
  private final Graph graph;
  private final int agents;
  private final Predicate<Model> waits;
  private final int[] component;
  private final int[] low;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int visited;
  private int components;

  Lassos(Graph graph, Setup setup, Predicate<Model> waits) {
    this.graph = graph;
    this.agents = setup.agents();
    this.waits = waits;
    component = new int[graph.size()];
    low = new int[graph.size()];
  }

  /** The moments of a fair lasso's loop, the first one last again; empty if there is none. */
  Optional<List<Integer>> find() {
    for (int i = 0; i < graph.size(); i++) {
      if (low[i] == 0 && waits(i)) {
        Optional<List<Integer>> loop = search(i);
        if (loop.isPresent()) {
          return loop;
        }
      }
    }
    return Optional.empty();
  }

  private boolean waits(int number) {
    return waits.test(graph.model(number));
  }

  /** Tarjan's algorithm, with a stack of its own: {moment, next edge, order}. */
  private Optional<List<Integer>> search(int root) {
    Deque<int[]> calls = new ArrayDeque<>();
    enter(calls, root);
    while (!calls.isEmpty()) {
      int[] call = calls.peek();
      if (call[1] < graph.firstEdge(call[0] + 1)) {
        int next = graph.target(call[1]++);
        if (low[next] == 0 && waits(next)) {
          enter(calls, next);
        } else if (low[next] != 0 && component[next] == 0) {
          low[call[0]] = Math.min(low[call[0]], low[next]);
        }
        continue;
      }
      calls.pop();
      if (!calls.isEmpty()) {
        low[calls.peek()[0]] = Math.min(low[calls.peek()[0]], low[call[0]]);
      }
      if (low[call[0]] == call[2]) {
        List<Integer> members = close(call[0]);
        if (isFair(members)) {
          return Optional.of(loop(members));
        }
      }
    }
    return Optional.empty();
  }

  private void enter(Deque<int[]> calls, int number) {
    low[number] = ++visited;
    open.push(number);
    calls.push(new int[] {number, graph.firstEdge(number), visited});
  }

  private List<Integer> close(int root) {
    components++;
    List<Integer> members = new ArrayList<>();
    int member;
    do {
      member = open.pop();
      component[member] = components;
      members.add(member);
    } while (member != root);
    return members;
  }

  private boolean isFair(List<Integer> members) {
    int stepping = 0;
    int pausing = 0;
    for (int member : members) {
      int able = 0;
      for (int e = graph.firstEdge(member); e < graph.firstEdge(member + 1); e++) {
        able |= 1 << graph.agent(e);
        if (component[graph.target(e)] == components) {
          stepping |= 1 << graph.agent(e);
        }
      }
      pausing |= ~able;
    }
    int all = (1 << agents) - 1;
    return stepping != 0 && ((stepping | pausing) & all) == all;
  }

  /** A loop that every agent steps in, or is unable to go on in. */
  private List<Integer> loop(List<Integer> members) {
    int first = members.stream().mapToInt(i -> i).min().orElseThrow();
    List<Integer> loop = new ArrayList<>();
    int at = first;
    for (int agent = 0; agent < agents; agent++) {
      for (int member : members) {
        int target = stepOf(member, agent);
        if (target >= 0) {
          at = go(loop, at, member);
          loop.add(target);
          at = target;
          break;
        }
        if (!isAble(member, agent)) {
          at = go(loop, at, member);
          break;
        }
      }
    }
    if (at != first || loop.isEmpty()) {
      loop.addAll(graph.pathWithin(component, components, at, first));
    }
    return loop;
  }

  private int go(List<Integer> loop, int from, int to) {
    if (from != to) {
      loop.addAll(graph.pathWithin(component, components, from, to));
    }
    return to;
  }

  private int stepOf(int member, int agent) {
    for (int e = graph.firstEdge(member); e < graph.firstEdge(member + 1); e++) {
      if (graph.agent(e) == agent && component[graph.target(e)] == components) {
        return graph.target(e);
      }
    }
    return -1;
  }

  private boolean isAble(int member, int agent) {
    for (int e = graph.firstEdge(member); e < graph.firstEdge(member + 1); e++) {
      if (graph.agent(e) == agent) {
        return true;
      }
    }
    return false;
  }
}
