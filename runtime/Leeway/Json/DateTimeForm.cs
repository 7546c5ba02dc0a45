using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>The format in which a product expects dates with times. All formats are read, whatever the product.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum DateTimeForm
{
    /// <summary><c>2021-01-17T12:34:00.000Z</c> or <c>2021-01-17T12:34:00.000+10:00</c>.</summary>
    Rfc3339,

    /// <summary>
    /// <c>2021-01-17T12:34:00.000+0000</c>: exactly three digits of milliseconds, and no colon in the offset. The Jira platform writes
    /// this format and accepts no other.
    /// </summary>
    JiraPlatform,
}
