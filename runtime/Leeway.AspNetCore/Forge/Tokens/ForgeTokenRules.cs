using System.Collections.Frozen;

namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>What an invocation token must be. All of it comes from the configuration of the application, and nothing from a token.</summary>
/// <param name="AppId">The audience.</param>
/// <param name="KeysAddress">Where the keys of the commercial cloud are.</param>
/// <param name="IsolatedKeysAddress">Where the keys of isolated clouds are, with a placeholder; <see langword="null"/> to refuse their tokens.</param>
/// <param name="IsolatedLabels">The labels of the accepted isolated clouds; empty for all.</param>
/// <param name="ClockSkew">How much clocks may differ.</param>
internal sealed record ForgeTokenRules(string AppId, Uri KeysAddress, string? IsolatedKeysAddress, FrozenSet<string> IsolatedLabels, TimeSpan ClockSkew)
{
    /// <summary>Stands for the label in the address of the keys of isolated clouds.</summary>
    public const string LabelPlaceholder = "{icLabel}";
}
