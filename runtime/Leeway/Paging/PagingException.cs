using System.Globalization;

namespace Leeway.Paging;

/// <summary>A list may be incomplete: the pages of the server end too early, lead nowhere, or repeat.</summary>
/// <remarks>
/// The enumeration throws after it has returned every item that it received. To continue where it stopped, call the plain method with
/// <see cref="Position"/> or <see cref="Token"/>, or call <see cref="PagedItems{TItem}.StartFrom"/> with <see cref="Place"/>.
/// </remarks>
public sealed class PagingException : LeewayException
{
    internal PagingException(string operationId, string problem, long received)
        : base(string.Create(CultureInfo.InvariantCulture, $"The list of {operationId} may be incomplete after {received} items: {problem}."))
    {
        OperationId = operationId;
        Received = received;
    }

    /// <summary>The operation's id in the document, such as <c>searchProjects</c>.</summary>
    public string OperationId { get; }

    /// <summary>The number of items that the enumeration returned before it stopped.</summary>
    public long Received { get; }

    /// <summary>The number of items in the list, as the server reports it; <see langword="null"/> if the server does not say.</summary>
    public long? Total { get; internal init; }

    /// <summary>
    /// The position of the page at which the enumeration stopped, as the plain method accepts it; <see langword="null"/> for lists that
    /// use tokens.
    /// </summary>
    public long? Position { get; internal init; }

    /// <summary>
    /// The token or cursor of the page at which the enumeration stopped, as the plain method accepts it; <see langword="null"/> for the
    /// first page and for lists that use positions.
    /// </summary>
    public string? Token { get; internal init; }

    /// <summary>
    /// The page at which the enumeration stopped, for <see cref="PagedItems{TItem}.StartFrom"/>. Some items of that page may have been
    /// returned already.
    /// </summary>
    public PagePlace Place => new() { Position = Position, Token = Token };
}
