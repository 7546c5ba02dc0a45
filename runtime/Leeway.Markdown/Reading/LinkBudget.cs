namespace Leeway.Markdown.Reading;

/// <summary>
/// The number of characters that the addresses and titles of all texts in a document can have together. Each text of a link repeats its
/// address, and many short links can refer to one long address: without a limit, the document would be much longer than the Markdown.
/// </summary>
internal sealed class LinkBudget(int markdownLength)
{
    /// <summary>How often an address can be repeated on average, if the Markdown contains nothing else.</summary>
    private const int MaxRepetitions = 4;

    private const int MinLength = 100_000;

    private long _remaining = MaxRepetitions * (long)Math.Max(markdownLength, MinLength);

    /// <summary>Takes characters. Returns whether as many were left.</summary>
    public bool TryTake(int length)
    {
        _remaining -= length;
        return _remaining >= 0;
    }
}
