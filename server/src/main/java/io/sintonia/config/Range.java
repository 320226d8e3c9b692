package io.sintonia.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bounds of a number, a {@link java.time.Duration} or a {@link ByteSize}, both included.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The smallest value, written as in the file; empty for none. */
    String min() default "";

    /** The largest value, written as in the file; empty for none. */
    String max() default "";
}
