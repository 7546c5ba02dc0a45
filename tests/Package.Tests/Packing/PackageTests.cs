using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests.Packing;

/// <summary>Checks that the packages contain all necessary files, and no others.</summary>
public class PackageTests(PackedPackages packages)
{
    private const string Slot = "analyzers/dotnet/roslyn4.8/cs/";

    /// <summary>The files of NuGet in every package.</summary>
    private static readonly string[] s_plumbing = ["[Content_Types].xml", "_rels/.rels"];

    /// <summary>All packages of this run.</summary>
    public static TheoryData<string> Ids =>
    [
        "Leeway", "Leeway.Simulator", "Leeway.EntityFrameworkCore", "Leeway.Markdown", "Leeway.AspNetCore", "Leeway.Testing.Stores", "Leeway.Cli", "Leeway.Cli.Dev",
        .. TestSize.IsFull ? PackedPackages.ClientPackages : [],
    ];

    [Fact]
    public void LeewayShouldContainRuntimeGeneratorDocumentsAndBuildFiles()
    {
        using ZipArchive package = packages.Open("Leeway");
        string[] names = [.. Names(package).Where(static n => !n.StartsWith("analyzers/", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "LICENSE",
                "Leeway.nuspec",
                "README.md",
                "buildTransitive/net10.0/Leeway.props",
                "buildTransitive/net10.0/Leeway.targets",
                "buildTransitive/net10.0/RefitAnalyzers.targets",
                "icon.png",
                "lib/net10.0/Leeway.dll",
                "lib/net10.0/Leeway.xml",
                .. PackageDocument.All.Select(static d => $"specs/{d.Name}.json")
                    .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Specs, "overlays")).Select(static f => "specs/overlays/" + Path.GetFileName(f)))
                    .Order(StringComparer.Ordinal),
            ],
            names);
    }

    [Fact]
    public void AnalyzersShouldBeInOneFolderWithTheirDependencies()
    {
        using ZipArchive package = packages.Open("Leeway");
        string[] files = [.. Names(package).Where(static n => n.StartsWith("analyzers/", StringComparison.Ordinal))];
        Assert.All(files, static f => Assert.StartsWith(Slot, f, StringComparison.Ordinal));
        Assert.All(files, static f => Assert.EndsWith(".dll", f, StringComparison.Ordinal));

        // The compiler provides Roslyn with what it depends on, and the editor provides the composition of code fixes. All other dependencies must be in the package.
        var assemblies = files.ToDictionary(static f => Path.GetFileNameWithoutExtension(f), f => References(package, f), StringComparer.Ordinal);
        Assert.Contains("Leeway.Generator", assemblies.Keys);
        Assert.Contains("Microsoft.OpenApi", assemblies.Keys);
        Assert.DoesNotContain(assemblies.Keys, static a => a.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.All(
            assemblies.SelectMany(static a => a.Value),
            reference => Assert.True(
                assemblies.ContainsKey(reference) || reference is "netstandard" or "System.Collections.Immutable" or "System.Reflection.Metadata" or "System.Composition.AttributedModel"
                    || reference.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || IsOfFramework(reference),
                $"{reference} is missing in the folder of the analyzers."));

        // The compiler of .NET has some of the dependencies. The compiler of Visual Studio, which runs on .NET Framework, needs them.
        static bool IsOfFramework(string reference) => reference is "mscorlib" or "System.Numerics" or "System";
    }

    [Fact]
    public void PackagesShouldDependOnlyOnWhatConsumersNeed()
    {
        Assert.Equal(
            [
                "Microsoft.Extensions.Configuration.Binder",
                "Microsoft.Extensions.Diagnostics.HealthChecks",
                "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Http",
                "Microsoft.Extensions.Http.Resilience",
                "Microsoft.Extensions.Options.ConfigurationExtensions",
                "Polly.Extensions",
                "Refit",
                "Refit.HttpClientFactory",
            ],
            Dependencies("Leeway"));
        Assert.Equal(["Leeway", "Microsoft.EntityFrameworkCore.Relational"], Dependencies("Leeway.EntityFrameworkCore"));
        Assert.Equal(["Leeway", "Markdig"], Dependencies("Leeway.Markdown"));
        Assert.Equal(["Leeway", "Microsoft.IdentityModel.JsonWebTokens"], Dependencies("Leeway.AspNetCore"));
        Assert.Equal(["Leeway"], Dependencies("Leeway.Testing.Stores"));
        Assert.Empty(Dependencies("Leeway.Simulator"));
        Assert.Empty(Dependencies("Leeway.Cli"));
        Assert.Empty(Dependencies("Leeway.Cli.Dev"));
        using ZipArchive simulator = packages.Open("Leeway.Simulator");
        Assert.Equal(
            ["LICENSE", "Leeway.Simulator.nuspec", "README.md", "icon.png", "lib/net10.0/Leeway.Simulator.dll", "lib/net10.0/Leeway.Simulator.xml"],
            Names(simulator));
        using ZipArchive tool = packages.Open("Leeway.Cli");
        Assert.Contains("tools/net10.0/any/Leeway.Cli.dll", Names(tool));
        Assert.Contains("tools/net10.0/any/specs/overlays/jira.json", Names(tool));
        using ZipArchive developerTool = packages.Open("Leeway.Cli.Dev");
        Assert.Contains("tools/net10.0/any/specs/jira.json", Names(developerTool));
        Assert.All([tool, developerTool], static t => Assert.DoesNotContain(Names(t), static n => n.EndsWith(".xml", StringComparison.Ordinal) && Path.GetFileName(n) != "DotnetToolSettings.xml"));
    }

    /// <summary>People install the tool for one command, and run it often.</summary>
    [Fact]
    public void ToolShouldBeSmall()
    {
        using ZipArchive tool = packages.Open("Leeway.Cli");

        Assert.DoesNotContain(Names(tool), static n => n.Contains("/runtimes/", StringComparison.Ordinal) || n.Contains("EntityFrameworkCore", StringComparison.Ordinal) || n.Contains("Npgsql", StringComparison.Ordinal));
        Assert.InRange(tool.Entries.Sum(static e => e.CompressedLength), 1, 10 * 1024 * 1024);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void PackageShouldHaveMetadataAndSymbols(string id)
    {
        XElement metadata = Metadata(id);
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.NotEmpty(Value("description"));
        Assert.DoesNotContain("Package Description", Value("description"), StringComparison.Ordinal);
        Assert.Equal("git", (string?)Element("repository")?.Attribute("type"));
        Assert.Matches("^[0-9a-f]{40}$", (string?)Element("repository")?.Attribute("commit"));
        using ZipArchive symbols = packages.Open(id, "snupkg");
        Assert.Contains(Names(symbols), n => Path.GetFileName(n) == id + ".pdb");

        XElement? Element(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name);
        string Value(string name) => (string?)Element(name) ?? "";
    }

    /// <summary>The analyzers and the build files come with the package Leeway, whose version must be that of the generated code.</summary>
    [Fact]
    public void ClientPackagesShouldContainAnAssemblyWithItsDocumentationAndDependOnLeewayOfTheirVersion()
    {
        PackedPackages.SkipWithoutClients();
        Assert.All(PackedPackages.ClientPackages, id =>
        {
            using ZipArchive package = packages.Open(id);
            Assert.Equal(["LICENSE", $"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], Names(package));
            XElement dependency = Assert.Single(Metadata(id).Descendants(), static e => e.Name.LocalName == "dependency");
            Assert.Equal("Leeway", (string?)dependency.Attribute("id"));
            Assert.Equal($"[{packages.Workspace.Version}]", (string?)dependency.Attribute("version"));
            Assert.Equal("All", (string?)dependency.Attribute("include"));
            using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
            Assert.Contains($"`{id}`", readme.ReadToEnd(), StringComparison.Ordinal);
        });
    }

    /// <summary>Some applications let the linker remove unused members only from assemblies with this mark.</summary>
    [Fact]
    public void ClientPackagesShouldBeWholeDocumentsThatCanBeTrimmed()
    {
        PackedPackages.SkipWithoutClients();
        Assert.All(PackedPackages.ClientPackages, id =>
        {
            using ZipArchive package = packages.Open(id);
            using PEReader assembly = Read(package, $"lib/net10.0/{id}.dll");
            MetadataReader metadata = assembly.GetMetadataReader();
            Assert.Contains(("IsTrimmable", "True"), ReadAttributes(metadata, "AssemblyMetadataAttribute"));
            Assert.Contains(("IsAotCompatible", "True"), ReadAttributes(metadata, "AssemblyMetadataAttribute"));
            (string? name, string? client) = Assert.Single(ReadAttributes(metadata, "ClientPackageAttribute"));
            PackageDocument document = PackageDocument.All.Single(d => d.Name == name);
            Assert.Equal($"Leeway.{document.Product}.{document.Product}Client", client);
            Assert.Equal(document.Operations, metadata.FieldDefinitions.Count(field => IsDescriptor(metadata, field)));
        });

        static IEnumerable<(string?, string?)> ReadAttributes(MetadataReader metadata, string name) => metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => AttributeName(metadata, attribute) == name)
            .Select(attribute =>
            {
                BlobReader value = metadata.GetBlobReader(attribute.Value);
                value.ReadUInt16();
                return (value.ReadSerializedString(), value.ReadSerializedString());
            });

        // There is a field for the descriptor of each operation. The type follows the header and its kind.
        static bool IsDescriptor(MetadataReader metadata, FieldDefinitionHandle field)
        {
            BlobReader signature = metadata.GetBlobReader(metadata.GetFieldDefinition(field).Signature);
            signature.ReadSignatureHeader();
            return signature.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle
                && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type
                && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) == "OperationDescriptor";
        }
    }

    /// <summary>
    /// A package is installed beside any later version of the core, in which an internal member may be gone. One that used internal members
    /// would have to pin the version of the core.
    /// </summary>
    [Fact]
    public void PackagesShouldNotUseInternalsOfTheCore()
    {
        using ZipArchive package = packages.Open("Leeway");
        using PEReader assembly = Read(package, "lib/net10.0/Leeway.dll");
        MetadataReader metadata = assembly.GetMetadataReader();
        string[] friends = [.. metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => AttributeName(metadata, attribute) == "InternalsVisibleToAttribute")
            .Select(attribute => metadata.GetBlobReader(attribute.Value))
            .Select(static value =>
            {
                // After the prolog of two bytes, the only argument.
                value.ReadUInt16();
                return value.ReadSerializedString()!;
            })];

        // The attribute can be read, and names assemblies that are not packages.
        Assert.Contains("Leeway.Runtime.Tests", friends);
        string[] packed = [.. Directory.EnumerateFiles(packages.Workspace.Feed, "*.nupkg").Select(static file => Path.GetFileName(file))];
        Assert.All(friends, friend => Assert.DoesNotContain($"{friend}.{packages.Workspace.Version}.nupkg", packed));
    }

    /// <summary>The compiler marks assemblies that depend only on its input.</summary>
    [Theory]
    [InlineData("Leeway", "lib/net10.0/Leeway.dll")]
    [InlineData("Leeway", Slot + "Leeway.Generator.dll")]
    [InlineData("Leeway.Simulator", "lib/net10.0/Leeway.Simulator.dll")]
    [InlineData("Leeway.Cli", "tools/net10.0/any/Leeway.Cli.dll")]
    [InlineData("Leeway.Cli.Dev", "tools/net10.0/any/Leeway.Cli.Dev.dll")]
    public void AssemblyShouldBeReproducible(string id, string file)
    {
        using ZipArchive package = packages.Open(id);
        using PEReader assembly = Read(package, file);
        Assert.Contains(assembly.ReadDebugDirectory(), static e => e.Type == DebugDirectoryEntryType.Reproducible);
    }

    private static string[] Names(ZipArchive package) =>
        [.. package.Entries.Select(static e => e.FullName)
            .Where(static n => !s_plumbing.Contains(n) && !n.StartsWith("package/services/metadata/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static string[] References(ZipArchive package, string file)
    {
        using PEReader assembly = Read(package, file);
        MetadataReader metadata = assembly.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    private static string AttributeName(MetadataReader metadata, CustomAttribute attribute) => attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : "";

    private static PEReader Read(ZipArchive package, string file)
    {
        using Stream entry = package.GetEntry(file)!.Open();
        var content = new MemoryStream();
        entry.CopyTo(content);
        content.Position = 0;
        return new PEReader(content);
    }

    private XElement Metadata(string id)
    {
        using ZipArchive package = packages.Open(id);
        using Stream nuspec = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(static e => e.Name.LocalName == "metadata");
    }

    private string[] Dependencies(string id) =>
        [.. Metadata(id).Descendants().Where(static e => e.Name.LocalName == "dependency").Select(static e => (string)e.Attribute("id")!).Order(StringComparer.Ordinal)];
}
