using System.Globalization;

namespace Leeway.Paging;

/// <summary>A list may be incomplete: the server's pages end too early, lead nowhere, or lead back to where they were.</summary>
/// <remarks>
/// The enumeration throws after it has returned every item that it received. To continue from where it stopped, call the plain method with
/// <see cref="Position"/> or <see cref="Token"/>, or <see cref="PagedItems{TItem}.StartFrom"/> with <see cref="Place"/>.
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

    /// <summary>How many items the enumeration returned before it stopped.</summary>
    public long Received { get; }

    /// <summary>How many items the list has by the server's count; <see langword="null"/> where the server does not say.</summary>
    public long? Total { get; internal init; }

    /// <summary>
    /// The position of the page at which the enumeration stopped, as the plain method takes it; <see langword="null"/> for lists whose pages
    /// are found by a token.
    /// </summary>
    public long? Position { get; internal init; }

    /// <summary>
    /// The token or cursor of the page at which the enumeration stopped, as the plain method takes it; <see langword="null"/> for the first
    /// page and for lists whose pages are found by position.
    /// </summary>
    public string? Token { get; internal init; }

    /// <summary>
    /// The page at which the enumeration stopped, for <see cref="PagedItems{TItem}.StartFrom"/>. Items of that page may have been returned
    /// already.
    /// </summary>
    public PagePlace Place => new() { Position = Position, Token = Token };
}
