namespace Leeway.Paging;

/// <summary>A list cannot be followed to its end: the server's pages lead nowhere, or back to where they were.</summary>
public sealed class PagingException : LeewayException
{
    internal PagingException(string operationId, string problem)
        : base($"The pages of {operationId} cannot be followed: {problem}.")
    {
        OperationId = operationId;
    }

    /// <summary>The operation's id in the document, such as <c>searchProjects</c>.</summary>
    public string OperationId { get; }
}
