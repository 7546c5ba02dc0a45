namespace Leeway.Queries;

/// <summary>The operators that join or negate the clauses of a query, outside of parentheses.</summary>
[Flags]
internal enum QueryConnectives : byte
{
    None = 0,
    And = 1,
    Or = 2,
    Not = 4,
}
