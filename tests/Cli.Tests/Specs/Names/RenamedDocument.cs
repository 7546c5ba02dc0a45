using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Leeway.Generator.Configuration;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Tests.Specs.Names;

/// <summary>The code for a committed document, and the code for the same document without the names that it gives.</summary>
internal sealed class RenamedDocument
{
    private static readonly ConcurrentDictionary<string, Lazy<RenamedDocument>> s_documents = new(StringComparer.Ordinal);

    private readonly ClientShape _before;
    private readonly Dictionary<string, TypeShape> _typesBefore;
    private readonly Dictionary<string, TypeShape> _typesNow;
    private readonly HashSet<(string Before, string Now)> _pairs = [];
    private readonly Queue<(TypeReference Before, TypeReference Now)> _waiting = new();

    private RenamedDocument(ClientShape before, ClientShape now)
    {
        _before = before;
        Now = now;
        _typesBefore = before.Types.ToDictionary(static t => t.Name, StringComparer.Ordinal);
        _typesNow = now.Types.ToDictionary(static t => t.Name, StringComparer.Ordinal);
    }

    public ClientShape Now { get; }

    public static RenamedDocument Read(string document) => s_documents.GetOrAdd(document, static name => new Lazy<RenamedDocument>(() => Create(name))).Value;

    private static RenamedDocument Create(string document)
    {
        JsonObject root = CommittedDocument.Read(document + ".json");
        ClientShape now = Shape(document, root);
        RemoveNames(root);
        return new RenamedDocument(Shape(document, root), now);
    }

    /// <summary>Lists the operations whose method is not called as it would be without the names, with the property of their interface.</summary>
    public IEnumerable<(string Property, OperationShape Operation)> ListRenamedOperations() => PairOperations()
        .Where(static pair => pair.Before.MethodName != pair.Now.MethodName || (pair.Now.Enumeration is not null && pair.Before.EnumeratorName != pair.Now.EnumeratorName))
        .Select(static pair => (pair.Property, pair.Now));

    /// <summary>Lists the new names of types, each with the names that it replaces.</summary>
    public IEnumerable<IGrouping<string, string>> ListRenamedTypes()
    {
        foreach ((_, OperationShape before, OperationShape now) in PairOperations())
        {
            _waiting.Enqueue((before.Response, now.Response));
            foreach ((ParameterShape first, ParameterShape second) in before.Parameters.Zip(now.Parameters))
            {
                _waiting.Enqueue((first.Type, second.Type));
            }
        }

        while (_waiting.TryDequeue(out (TypeReference Before, TypeReference Now) pair))
        {
            Compare(pair.Before, pair.Now);
        }

        return _pairs
            .Where(static pair => pair.Before != pair.Now)
            .OrderBy(static pair => pair.Now, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Before, StringComparer.Ordinal)
            .GroupBy(static pair => pair.Now, static pair => pair.Before, StringComparer.Ordinal);
    }

    private void Compare(TypeReference before, TypeReference now)
    {
        Assert.Equal(before.Kind, now.Kind);
        if (before.Element is { } element)
        {
            _waiting.Enqueue((element, now.Element!));
        }

        if (before.Name.Length == 0 || !_pairs.Add((before.Name, now.Name)))
        {
            return;
        }

        switch (_typesBefore[before.Name], _typesNow[now.Name])
        {
            case (ModelShape first, ModelShape second):
                foreach ((PropertyShape old, PropertyShape renamed) in first.Properties.Zip(second.Properties))
                {
                    Assert.Equal(old.WireName, renamed.WireName);
                    _waiting.Enqueue((old.Type, renamed.Type));
                }

                break;
            case (UnionShape first, UnionShape second):
                foreach ((UnionBranch old, UnionBranch renamed) in first.Branches.Zip(second.Branches))
                {
                    _waiting.Enqueue((new TypeReference(TypeKind.Model, old.ModelName), new TypeReference(TypeKind.Model, renamed.ModelName)));
                }

                break;
            case (AlternativesShape first, AlternativesShape second):
                foreach ((AlternativeShape old, AlternativeShape renamed) in first.Alternatives.Zip(second.Alternatives))
                {
                    _waiting.Enqueue((old.Type, renamed.Type));
                }

                break;
        }
    }

    private IEnumerable<(string Property, OperationShape Before, OperationShape Now)> PairOperations()
    {
        foreach ((InterfaceShape first, InterfaceShape second) in _before.Interfaces.Zip(Now.Interfaces))
        {
            foreach ((OperationShape before, OperationShape now) in first.Operations.Zip(second.Operations))
            {
                Assert.Equal((before.Verb, before.Route), (now.Verb, now.Route));
                yield return (second.PropertyName, before, now);
            }
        }
    }

    private static ClientShape Shape(string document, JsonObject root)
    {
        string path = Repository.Document(document);
        string product = PackageDocument.All.Single(d => d.Name == document).Product;
        DocumentResult read = DocumentReader.Read(new DocumentText(path, SourceText.From(root.ToJsonString())), TestContext.Current.CancellationToken);
        Assert.Empty(read.Diagnostics);
        ShapeResult result = ClientShaper.Shape(
            read.Document!, new ApiConfiguration(path, document, product, "Leeway." + product, "public", [], []), TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics);
        return result.Client;
    }

    private static void RemoveNames(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                members.Remove("x-leeway-name");
                foreach ((_, JsonNode? value) in members)
                {
                    RemoveNames(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    RemoveNames(item);
                }

                break;
        }
    }
}
