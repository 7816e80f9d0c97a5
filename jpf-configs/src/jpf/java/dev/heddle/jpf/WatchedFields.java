package dev.heddle.jpf;

import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.VM;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Shows fields by name, such as {@code RunQueue.head}: the value in each live object of that class,
 * in the order of allocation. Of an array, what it holds.
 */
final class WatchedFields implements StateColumns {
  private record Watched(String type, String field) {}

  private final List<Watched> watched = new ArrayList<>();

  /**
   * @param names fields as {@code Class.field}, the class without its package
   */
  WatchedFields(String... names) {
    for (String name : names) {
      int dot = name.indexOf('.');
      if (dot < 1 || dot == name.length() - 1) {
        throw new IllegalArgumentException("'" + name + "' is no field such as RunQueue.head");
      }
      watched.add(new Watched(name.substring(0, dot), name.substring(dot + 1)));
    }
  }

  @Override
  public List<String> titles() {
    return watched.stream().map(Watched::field).toList();
  }

  @Override
  public List<String> cells(VM vm) {
    List<StringJoiner> columns = new ArrayList<>();
    watched.forEach(field -> columns.add(new StringJoiner(" ")));
    for (ElementInfo object : vm.getHeap().liveObjects()) {
      if (object != null && !object.isArray()) {
        String type = Names.simple(object.getClassInfo().getName());
        for (int i = 0; i < columns.size(); i++) {
          if (type.equals(watched.get(i).type())) {
            columns.get(i).add(value(vm, object, watched.get(i).field()));
          }
        }
      }
    }
    return columns.stream().map(StringJoiner::toString).toList();
  }

  private static String value(VM vm, ElementInfo object, String name) {
    FieldInfo field = object.getClassInfo().getInstanceField(name);
    if (field == null) {
      return "?";
    }
    Cell cell = new Cell(object, field, 0);
    ElementInfo array = cell.type() == 'L' ? vm.getHeap().get((int) cell.read()) : null;
    if (array == null || !array.isArray()) {
      return Names.value(vm.getHeap(), cell.type(), cell.read());
    }
    StringJoiner elements = new StringJoiner(" ", "[", "]");
    for (int i = 0; i < array.arrayLength(); i++) {
      Cell element = new Cell(array, null, i);
      elements.add(Names.value(vm.getHeap(), element.type(), element.read()));
    }
    return elements.toString();
  }
}
