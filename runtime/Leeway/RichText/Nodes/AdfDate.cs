using System.Globalization;

namespace Leeway.RichText;

/// <summary>A date.</summary>
public sealed class AdfDate : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "date",
        static (in AdfNodeParts parts) => new AdfDate(in parts),
        "localId\ntimestamp\r"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.NotEmpty],
        null,
        AdfMarkTypes.None);

    private const long MinMilliseconds = -62135596800000;
    private const long MaxMilliseconds = 253402300799999;

    /// <summary>Initializes a date.</summary>
    /// <param name="date">The date.</param>
    public AdfDate(DateOnly date)
        : this(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero))
    {
    }

    /// <summary>Initializes a date.</summary>
    /// <param name="instant">An instant on the date in UTC.</param>
    public AdfDate(DateTimeOffset instant)
        : this(instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>Initializes a date.</summary>
    /// <param name="timestamp">The milliseconds since 1970 in UTC.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public AdfDate(string timestamp)
    {
        ArgumentNullException.ThrowIfNull(timestamp);
        Set(1, timestamp, nameof(timestamp));
    }

    private AdfDate(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The milliseconds since 1970 in UTC.</summary>
    public string Timestamp => GetObject<string>(1)!;

    /// <summary>The date in UTC; null if the timestamp is not a number, or none of a date.</summary>
    public DateOnly? Date =>
        long.TryParse(Timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds >= MinMilliseconds && milliseconds <= MaxMilliseconds
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime)
            : null;

    internal override void AppendText(AdfPlainText text) =>
        text.Append(Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Timestamp);

    internal override AdfNodeKind NodeKind => Definition;
}
