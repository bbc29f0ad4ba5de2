package dev.weft.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC interface in front of Calcite's object. A call goes to the public method of the same name
 * and parameters that the subclass declares, else to the delegate; whatever either throws reaches
 * the user as one {@link SQLException}. Result sets, where speed counts, don't come through here.
 *
 * @param <T> the interface
 */
abstract class Facade<T> implements InvocationHandler {
  /** The public methods of each facade class, by name and parameters. */
  private static final ClassValue<Map<Signature, Method>> OWN =
      new ClassValue<>() {
        @Override
        protected Map<Signature, Method> computeValue(Class<?> type) {
          Map<Signature, Method> methods = new HashMap<>();
          for (Class<?> c = type; c != Facade.class && c != Object.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
              int modifiers = method.getModifiers();
              if (Modifier.isPublic(modifiers)
                  && !Modifier.isStatic(modifiers)
                  && !method.isBridge()) {
                method.setAccessible(true); // the class is not public
                methods.putIfAbsent(Signature.of(method), method);
              }
            }
          }
          return methods;
        }
      };

  private record Signature(String name, List<Class<?>> parameters) {
    static Signature of(Method method) {
      return new Signature(method.getName(), Arrays.asList(method.getParameterTypes()));
    }
  }

  /** Calcite's object. */
  final T delegate;

  private final Class<T> type;
  private final T proxy;

  Facade(Class<T> type, T delegate) {
    this.type = type;
    this.delegate = delegate;
    Object made =
        Proxy.newProxyInstance(Facade.class.getClassLoader(), new Class<?>[] {type}, this);
    this.proxy = type.cast(made);
  }

  /** What the user holds. */
  final T proxy() {
    return proxy;
  }

  /** What the user gets for a result of the delegate. */
  @Nullable Object present(@Nullable Object result) throws SQLException {
    return result;
  }

  /** Translates a failure of any call. */
  abstract SQLException failure(Throwable cause);

  @Override
  public final @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && self == arguments[0];
        case "hashCode" -> System.identityHashCode(self);
        default -> type.getSimpleName() + " of Weft";
      };
    }
    Method own = OWN.get(getClass()).get(Signature.of(method));
    try {
      return present(
          own != null ? own.invoke(this, arguments) : method.invoke(delegate, arguments));
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof VirtualMachineError fatal && !(cause instanceof OutOfMemoryError)) {
        throw fatal;
      }
      if (cause instanceof SQLFeatureNotSupportedException && cause.getMessage() == null) {
        throw Failures.unsupported(method.getName());
      }
      throw failure(cause);
    }
  }

  /** See {@link java.sql.Wrapper#unwrap}. */
  public <X> X unwrap(Class<X> wanted) throws SQLException {
    if (wanted.isInstance(proxy)) {
      return wanted.cast(proxy);
    }
    if (wanted.isInstance(delegate)) {
      return wanted.cast(delegate);
    }
    throw new SQLException(
        "A " + type.getSimpleName() + " of Weft is no " + wanted.getName(),
        SqlStates.NOT_SUPPORTED);
  }

  /** See {@link java.sql.Wrapper#isWrapperFor}. */
  public boolean isWrapperFor(Class<?> wanted) {
    return wanted.isInstance(proxy) || wanted.isInstance(delegate);
  }
}
