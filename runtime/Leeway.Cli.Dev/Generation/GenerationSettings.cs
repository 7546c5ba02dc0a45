using Leeway.Generator.Configuration;
using Microsoft.CodeAnalysis;

namespace Leeway.Cli.Dev.Generation;

/// <summary>The settings of an <c>AtlassianApi</c> item of a project; null and empty mean that the item does not have them.</summary>
internal sealed record GenerationSettings(AdditionalText Document)
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Visibility { get; init; }

    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Server { get; init; }

    public IReadOnlyList<string> ServerVariables { get; init; } = [];

    public string? Login { get; init; }

    /// <summary>Converts the settings to the metadata that MSBuild passes to the compiler.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [ConfigurationReader.DocumentKey] = Path.GetFileNameWithoutExtension(Document.Path),
        [ConfigurationReader.NameKey] = Name ?? "",
        [ConfigurationReader.NamespaceKey] = Namespace ?? "",
        [ConfigurationReader.VisibilityKey] = Visibility ?? "",
        [ConfigurationReader.OperationsKey] = string.Join(',', Operations),
        [ConfigurationReader.TagsKey] = string.Join(',', Tags),
        [ConfigurationReader.ServerKey] = Server ?? "",
        [ConfigurationReader.ServerVariablesKey] = string.Join(',', ServerVariables),
        [ConfigurationReader.LoginKey] = Login ?? "",
    };
}
