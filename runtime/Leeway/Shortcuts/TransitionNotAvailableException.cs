namespace Leeway;

/// <summary>An issue has no transition with a name at the moment, or several.</summary>
/// <remarks>
/// Jira offers only the transitions that lead from the status of the issue and that the user may perform. Their names are in the language of the
/// user.
/// </remarks>
public sealed class TransitionNotAvailableException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, with which issue and name, and what to do.</param>
    public TransitionNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>The id or key of the issue.</summary>
    public string? IssueIdOrKey { get; init; }

    /// <summary>The name that was searched for.</summary>
    public string? Name { get; init; }

    /// <summary>The transitions that can be performed, such as <c>Start progress (to In Progress)</c>.</summary>
    public IReadOnlyList<string> Available { get; init; } = [];
}
