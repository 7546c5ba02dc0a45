namespace Leeway.AspNetCore;

/// <summary>Marks an endpoint that requires a connection to Atlassian, for example for the application's documentation of its API.</summary>
public sealed class AtlassianRequirementMetadata
{
    internal AtlassianRequirementMetadata(string registration) => Registration = registration;

    /// <summary>The name of the registration; empty if it has none.</summary>
    public string Registration { get; }

    /// <summary>Returns a description.</summary>
    public override string ToString() => Registration.Length == 0 ? "Requires Atlassian" : $"Requires Atlassian: {Registration}";
}
