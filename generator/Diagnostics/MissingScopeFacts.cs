namespace Leeway.Generator.Diagnostics;

/// <summary>The values that the analyzer shares with the code fix. The code fix is a separate assembly, which also compiles this file.</summary>
internal static class MissingScopeFacts
{
    /// <summary>The diagnostic of a call that needs a scope which is not declared.</summary>
    public const string Id = "LEE3001";

    /// <summary>The diagnostic's property with the classic scopes to add, separated by spaces. It is absent if the operation has no classic scopes.</summary>
    public const string Classic = nameof(Classic);

    /// <summary>The diagnostic's property with the granular scopes to add, in the same form as <see cref="Classic"/>.</summary>
    public const string Granular = nameof(Granular);

    /// <summary>The attribute by which a project declares its scopes.</summary>
    public const string AttributeName = "Leeway.AtlassianScopesAttribute";
}
