package io.sintonia.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a text, or each text of a list, must be the name of something that the same settings declare.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NameOf {
    /** Where the names stand: a list of the root and the key of the name, such as {@code bouquets.name}. */
    String value();
}
