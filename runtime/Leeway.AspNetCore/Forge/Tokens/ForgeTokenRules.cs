namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>What an invocation token must be. All of it comes from the configuration of the application, and nothing from a token.</summary>
internal sealed record ForgeTokenRules(string AppId, Uri KeysAddress, string? IsolatedKeysAddress, TimeSpan ClockSkew)
{
    /// <summary>Stands for the label in the address of the keys of isolated clouds.</summary>
    public const string LabelPlaceholder = "{icLabel}";
}
