namespace Leeway.AspNetCore.Forge;

/// <summary>The environment of an app that caused an invocation.</summary>
public sealed class ForgeEnvironment
{
    internal ForgeEnvironment(string? type, string? id)
    {
        Type = type;
        Id = id;
    }

    /// <summary>The type: <c>DEVELOPMENT</c>, <c>STAGING</c>, <c>PRODUCTION</c>, or another that Forge adds.</summary>
    public string? Type { get; }

    /// <summary>The id, an ARI.</summary>
    public string? Id { get; }
}
