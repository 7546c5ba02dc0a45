namespace Leeway.Generator.Scopes;

/// <summary>What the analyzer tells the code fix, which is another assembly and compiles this file as well.</summary>
internal static class MissingScopeFacts
{
    /// <summary>The diagnostic of a call that needs a scope which is not declared.</summary>
    public const string Id = "LEE3001";

    /// <summary>Under this property the diagnostic carries the classic scopes to add, separated by spaces; it is absent where there is no such way.</summary>
    public const string Classic = nameof(Classic);

    /// <summary>As <see cref="Classic"/>, for the granular scopes.</summary>
    public const string Granular = nameof(Granular);

    /// <summary>The attribute by which a project declares its scopes.</summary>
    public const string AttributeName = "Leeway.AtlassianScopesAttribute";
}
