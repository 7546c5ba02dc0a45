using System.Globalization;
using System.Text;

namespace Leeway.Simulator.Site;

/// <summary>The start of a page, as an opaque token for callers.</summary>
/// <param name="Position">The index of the first item.</param>
/// <param name="IsFilled">Whether the empty page that may come before this page was already returned.</param>
internal readonly record struct PageToken(int Position, bool IsFilled = false)
{
    // Makes tokens need escaping, like those of Atlassian.
    private const string Suffix = "==/+";

    public static bool TryRead(string? text, out PageToken token)
    {
        token = default;
        if (text is null)
        {
            return true;
        }

        byte[] bytes = new byte[text.Length];
        if (!text.EndsWith(Suffix, StringComparison.Ordinal) || !Convert.TryFromBase64String(text[..^Suffix.Length], bytes, out int written))
        {
            return false;
        }

        string[] parts = Encoding.ASCII.GetString(bytes, 0, written).Split(':');
        if (parts is not ["at", var position, var visit] || !int.TryParse(position, CultureInfo.InvariantCulture, out int index) || index < 0)
        {
            return false;
        }

        token = new PageToken(index, visit == "filled");
        return true;
    }

    /// <summary>Returns the page that the token selects, and the token of the next page.</summary>
    public PageCut Cut(SiteRequest call, string sizeName, int count, int usual, int largest, out PageToken? next) =>
        Cut(call, call.QueryNumber(sizeName, usual, largest), count, out next);

    /// <summary>Returns the page that the token selects, and the token of the next page.</summary>
    public PageCut Cut(SiteRequest call, int size, int count, out PageToken? next)
    {
        PageCut cut = PageCut.Of(call, size, Position, count);
        if (call.Paging.HasEmptyPages && !IsFilled && count > 0)
        {
            cut = cut with { End = cut.Start, IsLast = false };
            next = this with { IsFilled = true };
        }
        else
        {
            next = cut.IsLast ? null : new PageToken(cut.End);
        }

        next = call.Paging.RepeatsTokens ? this with { IsFilled = true } : next;
        return cut;
    }

    public override string ToString() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"at:{Position}:{(IsFilled ? "filled" : "new")}")) + Suffix;
}
