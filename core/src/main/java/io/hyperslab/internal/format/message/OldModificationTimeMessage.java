package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// When the object last changed, as text (`FMT4 IV.A.2.o`); in UTC.
///
/// | bytes | field                               |
/// |-------|-------------------------------------|
/// | 4     | Year, in decimal digits             |
/// | 2 × 5 | Month, Day, Hour, Minute, Second    |
/// | 2     | Reserved                            |
///
/// *Notes.* Months and days out of range carry over into the next unit, as they do in libhdf5.
///
/// @param seconds seconds since 1970-01-01T00:00Z
public record OldModificationTimeMessage(long seconds) implements HeaderMessage {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final int RESERVED_SIZE = 2;

  /// Decodes the message.
  public static OldModificationTimeMessage decode(Cursor cursor) {
    int year = digits(cursor, 4);
    int month = digits(cursor, 2);
    int day = digits(cursor, 2);
    long days = LocalDate.of(year, 1, 1).plusMonths(month - 1L).plusDays(day - 1L).toEpochDay();
    long hours = 24 * days + digits(cursor, 2);
    long minutes = 60 * hours + digits(cursor, 2);
    return new OldModificationTimeMessage(60 * minutes + digits(cursor, 2));
  }

  @Override
  public void encode(Encoder out) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    out.text(FORMAT.format(time)).zeros(RESERVED_SIZE);
  }

  private static int digits(Cursor cursor, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = cursor.u8() - '0';
      if (digit < 0 || digit > 9) {
        throw cursor.malformed("time", "character " + (digit + '0'), "decimal digits");
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
