namespace Leeway.Json;

/// <summary>How a product wants points in time written. All forms are read, whatever the product.</summary>
public enum DateTimeForm
{
    /// <summary><c>2021-01-17T12:34:00.000Z</c> or <c>2021-01-17T12:34:00.000+10:00</c>.</summary>
    Rfc3339,

    /// <summary>
    /// <c>2021-01-17T12:34:00.000+0000</c>: exactly milliseconds, and no colon in the offset. The Jira platform writes
    /// points in time so and reads no other form.
    /// </summary>
    JiraPlatform,
}
