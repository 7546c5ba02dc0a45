using Leeway.Fields;

namespace Leeway.Runtime.Tests.Fields;

/// <summary>A property of <see cref="IssueFields"/>: its field, and how a test reads it, assigns another value and assigns null.</summary>
/// <param name="Id">The id of the field.</param>
/// <param name="Get">Returns the value.</param>
/// <param name="Set">Assigns another value.</param>
/// <param name="Json">The JSON of that value.</param>
/// <param name="Clear">Assigns null.</param>
public sealed record IssueFieldsMember(string Id, Func<IssueFields, object?> Get, Action<IssueFields> Set, string Json, Action<IssueFields> Clear)
{
    public override string ToString() => Id;
}
