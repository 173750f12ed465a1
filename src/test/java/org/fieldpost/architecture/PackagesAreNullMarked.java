package org.fieldpost.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

final class PackagesAreNullMarked extends ArchCondition<JavaClass> {
    PackagesAreNullMarked() {
        super("reside in a package with a package-info marked @NullMarked");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
                new SimpleConditionEvent(
                        item, marked, item.getPackageName() + " has no @NullMarked package-info"));
    }
}
