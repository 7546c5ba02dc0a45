using System.Globalization;

namespace Leeway.Calls;

/// <summary>
/// The value of a header parameter that is split into parts, as <see href="https://www.rfc-editor.org/rfc/rfc2231#section-3">RFC 2231</see>
/// allows.
/// </summary>
internal sealed class ContinuedValue
{
    private readonly Dictionary<int, (string Part, bool IsEncoded)> _parts = [];

    /// <summary>The parts from the first one until one is missing.</summary>
    public IEnumerable<(string Part, bool IsEncoded)> Parts
    {
        get
        {
            for (int number = 0; _parts.TryGetValue(number, out (string Part, bool IsEncoded) part); number++)
            {
                yield return part;
            }
        }
    }

    /// <summary>Adds a part.</summary>
    /// <param name="number">
    /// The text after the first asterisk of the parameter name: the part's number, then an asterisk if it is encoded.
    /// </param>
    /// <param name="value">The part.</param>
    public void Add(ReadOnlySpan<char> number, ReadOnlySpan<char> value)
    {
        bool isEncoded = number.EndsWith("*", StringComparison.Ordinal);
        if (int.TryParse(isEncoded ? number[..^1] : number, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            _parts.TryAdd(index, ((isEncoded ? value.Trim('"') : value).ToString(), isEncoded));
        }
    }
}
