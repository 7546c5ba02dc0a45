using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Repository.Tests.Layers;

/// <summary>Which folders of a project use which others, found by compiling its sources.</summary>
/// <remarks>Doc comments may name anything. Everything else counts, also members that are called as extension methods.</remarks>
internal sealed class FolderGraph
{
    // The framework and the dependencies of the projects, which are those of this process.
    private static readonly MetadataReference[] s_references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(static path => Path.GetExtension(path) == ".dll")
        .Select(static path => MetadataReference.CreateFromFile(path))];

    private static readonly string[] s_implicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private readonly SortedDictionary<FolderEdge, SortedSet<string>> _files = [];

    private FolderGraph()
    {
    }

    /// <summary>The edges, each with the files that it is made by and what they use.</summary>
    public IReadOnlyDictionary<FolderEdge, SortedSet<string>> Edges => _files;

    /// <summary>Names of the project's own types that the compiler could not find. Their edges would be missing.</summary>
    public IReadOnlySet<string> Unresolved { get; private set; } = new HashSet<string>();

    /// <param name="project">The folder of the project. Folders of the graph are relative to it; the folder itself is <c>.</c>.</param>
    /// <param name="files">Its sources.</param>
    /// <param name="assemblyName">The name of its assembly, whose friends' internals it may use.</param>
    public static FolderGraph Of(string project, IEnumerable<SourceFile> files, string assemblyName)
    {
        SyntaxTree[] trees = [.. files.Select(static file => file.Parse())];
        string usings = string.Concat(s_implicitUsings.Select(static name => $"global using {name};\n"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            assemblyName,
            [.. trees, CSharpSyntaxTree.ParseText(usings, (CSharpParseOptions?)trees.FirstOrDefault()?.Options)],
            s_references.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != assemblyName),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        HashSet<string> declared = [.. trees.SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).Select(static type => type.Identifier.ValueText)];
        HashSet<string> own = [.. trees.AsParallel().SelectMany(static tree => tree.GetRoot().DescendantNodes().Select(FindDeclaredName).OfType<string>())];
        FolderGraph graph = new();
        ConcurrentBag<string> unresolved = [];
        Parallel.ForEach(trees, tree =>
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsOwn))
            {
                SymbolInfo info = model.GetSymbolInfo(name);
                ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
                if (symbol is not null)
                {
                    graph.Add(project, tree.FilePath, symbol);
                }
                else if (declared.Contains(name.Identifier.ValueText) && name.Parent is TypeSyntax or BaseTypeSyntax or VariableDeclarationSyntax or ParameterSyntax or TypeArgumentListSyntax)
                {
                    unresolved.Add($"{tree.FilePath}: {name.Identifier.ValueText}");
                }
            }
        });
        graph.Unresolved = unresolved.ToHashSet();
        return graph;

        // Binding takes most of the time, and most names belong to the framework.
        bool IsOwn(SimpleNameSyntax syntax) => own.Contains(syntax.Identifier.ValueText) || own.Contains(syntax.Identifier.ValueText + "Attribute");
    }

    /// <summary>The folders that can be reached from themselves, as groups.</summary>
    public IReadOnlyList<IReadOnlyList<string>> FindCycles()
    {
        string[] folders = [.. _files.Keys.SelectMany(static edge => new[] { edge.From, edge.To }).Distinct().Order()];
        Dictionary<string, HashSet<string>> reachable = folders.ToDictionary(static folder => folder, Reach);
        return [.. folders
            .Where(folder => reachable[folder].Contains(folder))
            .GroupBy(folder => string.Join(", ", reachable[folder].Where(other => reachable[other].Contains(folder)).Order()))
            .Select(static group => group.ToArray())];
    }

    private HashSet<string> Reach(string start)
    {
        HashSet<string> reached = [];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? folder))
        {
            foreach (FolderEdge edge in _files.Keys)
            {
                if (edge.From == folder && reached.Add(edge.To))
                {
                    open.Enqueue(edge.To);
                }
            }
        }

        return reached;
    }

    private static string? FindDeclaredName(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax member => member.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } property => property.Identifier.ValueText,
        _ => null,
    };

    private void Add(string project, string path, ISymbol symbol)
    {
        // A namespace belongs to no folder; a member belongs to that of its type.
        INamedTypeSymbol? type = (symbol.OriginalDefinition as INamedTypeSymbol ?? symbol.OriginalDefinition.ContainingType)?.OriginalDefinition;
        if (symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol or ITypeParameterSymbol || type is null)
        {
            return;
        }

        string from = FolderOf(project, path);
        string[] declaring = [.. type.DeclaringSyntaxReferences.Select(reference => FolderOf(project, reference.SyntaxTree.FilePath)).Distinct()];
        if (declaring.Length == 0 || declaring.Contains(from))
        {
            return;
        }

        FolderEdge edge = new(from, declaring[0]);
        lock (_files)
        {
            if (!_files.TryGetValue(edge, out SortedSet<string>? files))
            {
                _files.Add(edge, files = []);
            }

            files.Add($"{path} uses {type.Name}");
        }
    }

    private static string FolderOf(string project, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetRelativePath(project, path))!.Replace('\\', '/');
        return folder.Length == 0 ? "." : folder;
    }
}
