using Leeway.Pages;

namespace Leeway.Repository.Tests.Documentation;

/// <summary>A registry shows the readme of a package without the repository around it.</summary>
public sealed class PackageReadmeTests
{
    /// <summary>The projects that become packages, each with the path of its readme.</summary>
    public static TheoryData<string, string> Packages
    {
        get
        {
            TheoryData<string, string> packages = [];
            foreach (SourceFile project in SourceFile.In("runtime", ".csproj"))
            {
                string name = Path.GetFileNameWithoutExtension(project.Path);
                packages.Add(name, project.Path.StartsWith("runtime/Clients/", StringComparison.Ordinal) ? "runtime/Clients/README.md" : $"runtime/{name}/README.md");
            }

            return packages;
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void ReadmeShouldNameThePackageAndItsInstallation(string package, string readme)
    {
        string text = MarkdownPage.Read(readme).Text;

        Assert.Contains(package, text, StringComparison.Ordinal);
        Assert.Matches("dotnet (add package|tool install --global) Leeway", text);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void ReadmeShouldWorkOutsideOfTheRepository(string package, string readme)
    {
        MarkdownPage page = MarkdownPage.Read(readme);

        Assert.Empty(page.Links.Where(link => !LinkCheck.IsAbsolute(link.Target) && !link.Target.StartsWith('#')).Select(link => $"{package}: {link.Target}"));
        Assert.DoesNotContain(page.Code, static code => code.Language == "mermaid");
    }
}
