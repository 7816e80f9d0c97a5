package dev.heddle.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The moments that a walk has seen, in breadth-first order, and the steps between them. */
final class Graph {
  private final Map<Model, Integer> numbers = new HashMap<>();
  private final List<Model> models = new ArrayList<>();
  private int[] parents = new int[1024];
  private int[] depths = new int[1024];
  private int[] firstEdges = new int[1025];
  private int[] targets = new int[4096];
  private byte[] agents = new byte[4096];
  private int edges;

  /** The number of a moment, which is new if it equals {@link #size} before the call. */
  int add(Model model, int parent) {
    Integer known = numbers.putIfAbsent(model, models.size());
    if (known != null) {
      return known;
    }
    int number = models.size();
    models.add(model);
    if (number == parents.length) {
      parents = Arrays.copyOf(parents, 2 * number);
      depths = Arrays.copyOf(depths, 2 * number);
      firstEdges = Arrays.copyOf(firstEdges, 2 * number + 1);
    }
    parents[number] = parent;
    depths[number] = parent < 0 ? 0 : depths[parent] + 1;
    return number;
  }

  /** Adds a step from the moment whose steps are being added. */
  void addEdge(int target, int agent) {
    if (edges == targets.length) {
      targets = Arrays.copyOf(targets, 2 * edges);
      agents = Arrays.copyOf(agents, 2 * edges);
    }
    targets[edges] = target;
    agents[edges++] = (byte) agent;
  }

  /** All steps from a moment were added, and those from all moments with a smaller number. */
  void endEdges(int number) {
    firstEdges[number + 1] = edges;
  }

  int size() {
    return models.size();
  }

  int edges() {
    return edges;
  }

  int depth(int number) {
    return depths[number];
  }

  Model model(int number) {
    return models.get(number);
  }

  int firstEdge(int number) {
    return firstEdges[number];
  }

  int target(int edge) {
    return targets[edge];
  }

  int agent(int edge) {
    return agents[edge];
  }

  /** The numbers of the moments on a shortest path from the first one. */
  List<Integer> pathTo(int number) {
    List<Integer> path = new ArrayList<>();
    for (int at = number; at >= 0; at = parents[at]) {
      path.add(at);
    }
    Collections.reverse(path);
    return path;
  }

  /** The moments after one, on a shortest path within a set to another; both are in the set. */
  List<Integer> pathWithin(int[] component, int id, int from, int to) {
    Map<Integer, Integer> cameFrom = new HashMap<>();
    Deque<Integer> todo = new ArrayDeque<>(List.of(from));
    while (!todo.isEmpty()) {
      int at = todo.remove();
      for (int e = firstEdge(at); e < firstEdge(at + 1); e++) {
        int next = targets[e];
        if (component[next] == id && cameFrom.putIfAbsent(next, at) == null) {
          todo.add(next);
          if (next == to) {
            return backwards(cameFrom, from, to);
          }
        }
      }
    }
    throw new IllegalArgumentException("no path within the component");
  }

  private static List<Integer> backwards(Map<Integer, Integer> cameFrom, int from, int to) {
    List<Integer> path = new ArrayList<>(List.of(to));
    for (int at = cameFrom.get(to); at != from; at = cameFrom.get(at)) {
      path.add(at);
    }
    Collections.reverse(path);
    return path;
  }
}
