using System.Xml.Linq;

namespace Leeway.Package.Tests.Building;

/// <summary>A console application beside the working consumers, into which the examples of a page are pasted.</summary>
/// <param name="workspace">The workspace with the consumers.</param>
/// <param name="name">The name of the project.</param>
internal sealed class ExampleProject(Workspace workspace, string name)
{
    /// <summary>Writes the project file, as <c>dotnet new console</c> does, and then the commands and the reader.</summary>
    /// <param name="commands">The blocks with the <c>dotnet add package</c> commands of the page.</param>
    /// <param name="items">What the reader adds to the project file.</param>
    public void WriteProject(IEnumerable<string> commands, string items)
    {
        string references = string.Concat(commands.SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(static line => line["dotnet add package ".Length..])
            .Select(id => $"<PackageReference Include=\"{id}\" Version=\"{FindVersion(id)}\" />"));
        WriteFile(
            name + ".csproj",
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
              {items}
            </Project>
            """);
    }

    /// <summary>Pastes blocks of code into <c>Program.cs</c>, one after the other, and those that belong to separate files into such files.</summary>
    public void WriteCode(IReadOnlyCollection<string> code)
    {
        foreach ((int index, string file) in code.Where(IsSeparateFile).Index())
        {
            WriteFile($"File{index}.cs", file);
        }

        WriteFile("Program.cs", string.Join('\n', code.Where(static c => !IsSeparateFile(c))));
    }

    /// <summary>Writes a file of the project.</summary>
    public void WriteFile(string file, string text)
    {
        string path = workspace.PathOf("Working", name, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static bool IsSeparateFile(string code) =>
        code.Contains("[assembly:", StringComparison.Ordinal) || code.Contains("internal static class", StringComparison.Ordinal);

    /// <summary>Finds the version of a package: the packed one of this repository, or the one that this repository uses.</summary>
    private string FindVersion(string package)
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
