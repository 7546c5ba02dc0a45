using System.Xml.Linq;

namespace Leeway.Package.Tests.Building;

/// <summary>A consumer with the examples of the guide, as pasted, and the packages that the guide names.</summary>
internal static class GuideExamples
{
    /// <summary>The name of the project.</summary>
    public const string Project = "Blocks";

    private const string OwnDocument =
        """{ "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": { "/a": { "get": { "responses": { "204": { "description": "" } } } } } }""";

    /// <summary>Writes the project beside the working consumers.</summary>
    public static void Write(Workspace workspace)
    {
        string guide = Repository.ReadGuide();
        string folder = workspace.PathOf("Working", Project);
        Directory.CreateDirectory(Path.Combine(folder, "my"));
        string references = string.Concat(MarkdownCode.Blocks(guide, "sh").SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(static line => line["dotnet add package ".Length..])
            .Select(id => $"<PackageReference Include=\"{id}\" Version=\"{FindVersion(workspace, id)}\" />"));
        File.WriteAllText(
            Path.Combine(folder, Project + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
              {MarkdownCode.Blocks(guide, "xml").Single()}
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "my", "own.json"), OwnDocument);
        string[] code = [.. MarkdownCode.Blocks(guide, "csharp")];
        foreach ((int index, string file) in code.Where(IsSeparateFile).Index())
        {
            File.WriteAllText(Path.Combine(folder, $"File{index}.cs"), file);
        }

        File.WriteAllText(Path.Combine(folder, "Program.cs"), string.Join('\n', code.Where(static c => !IsSeparateFile(c))));
    }

    private static bool IsSeparateFile(string code) =>
        code.Contains("[assembly:", StringComparison.Ordinal) || code.Contains("internal static class", StringComparison.Ordinal);

    /// <summary>Finds the version of a package: the packed one of this repository, or the one that this repository uses.</summary>
    private static string FindVersion(Workspace workspace, string package)
    {
        if (package.StartsWith("Leeway", StringComparison.Ordinal))
        {
            return workspace.Version;
        }

        XElement versions = XElement.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        string? version = (string?)versions.Descendants("PackageVersion").SingleOrDefault(v => (string?)v.Attribute("Include") == package)?.Attribute("Version");
        return version ?? Workspace.FindVersion(package);
    }
}
