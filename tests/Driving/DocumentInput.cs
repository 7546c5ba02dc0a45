using Leeway.Generator.Configuration;
using Leeway.Generator.Fields.Reading;

namespace Leeway.Generator.Tests.Driving;

/// <summary>A document with its options, as a project passes it to the generator.</summary>
public sealed record DocumentInput(string Path, string Text)
{
    public string Api { get; init; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Visibility { get; init; }

    public string? Operations { get; init; }

    public string? Tags { get; init; }

    public string? Server { get; init; }

    public string? ServerVariables { get; init; }

    public string? Login { get; init; }

    /// <summary>Whether the file is a file of fields.</summary>
    public bool IsFields { get; init; }

    /// <summary>Returns one of the documents in the repository.</summary>
    public static DocumentInput Committed(string name) => new(Repository.Document(name), File.ReadAllText(Repository.Document(name)));

    /// <summary>Returns the metadata that MSBuild passes to the compiler for the file.</summary>
    public Dictionary<string, string> Metadata()
    {
        if (IsFields)
        {
            return new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                [FieldsConfigurationReader.FileKey] = System.IO.Path.GetFileName(Path),
                [FieldsConfigurationReader.NamespaceKey] = Namespace ?? "",
                [FieldsConfigurationReader.VisibilityKey] = Visibility ?? "",
            };
        }

        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ConfigurationReader.DocumentKey] = Api };
        Add(ConfigurationReader.NameKey, Name);
        Add(ConfigurationReader.NamespaceKey, Namespace);
        Add(ConfigurationReader.VisibilityKey, Visibility);
        Add(ConfigurationReader.OperationsKey, Operations);
        Add(ConfigurationReader.TagsKey, Tags);
        Add(ConfigurationReader.ServerKey, Server);
        Add(ConfigurationReader.ServerVariablesKey, ServerVariables);
        Add(ConfigurationReader.LoginKey, Login);
        return metadata;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                metadata.Add(key, value);
            }
        }
    }
}
