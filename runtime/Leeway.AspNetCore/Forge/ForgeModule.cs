namespace Leeway.AspNetCore.Forge;

/// <summary>The module of an app that caused an invocation.</summary>
public sealed class ForgeModule
{
    internal const string Endpoint = "core:endpoint";

    internal ForgeModule(string? type, string? key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>The type, such as <c>xen:macro</c> for a user interface and <c>core:endpoint</c> for other invocations.</summary>
    public string? Type { get; }

    /// <summary>The key of the module in the manifest.</summary>
    public string? Key { get; }
}
