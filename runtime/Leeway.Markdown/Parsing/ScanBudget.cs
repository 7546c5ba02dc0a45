using Markdig.Helpers;
using Markdig.Parsers;

namespace Leeway.Markdown.Parsing;

/// <summary>
/// Limits how far ahead a parser looks in one paragraph. A parser that looks to the end of the text again and again, because what it looks for
/// is not there, takes quadratic time. After many misses, it sees only the next characters.
/// </summary>
internal sealed class ScanBudget
{
    private const int MaxMisses = 100;
    private const int MaxLookahead = 2_000;

    private int _misses;

    public delegate bool Matcher(InlineProcessor processor, ref StringSlice slice);

    public bool Match(InlineProcessor processor, ref StringSlice slice, Matcher matcher)
    {
        if (_misses < MaxMisses)
        {
            bool isMatch = matcher(processor, ref slice);
            _misses += isMatch ? 0 : 1;
            return isMatch;
        }

        var window = new StringSlice(slice.Text, slice.Start, Math.Min(slice.End, slice.Start + MaxLookahead), slice.NewLine);
        bool isNear = matcher(processor, ref window);
        slice.Start = window.Start;
        return isNear;
    }
}
