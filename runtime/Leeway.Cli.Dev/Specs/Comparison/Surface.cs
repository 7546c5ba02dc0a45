using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>The public C# that the generator produces for an edition.</summary>
internal sealed class Surface
{
    private readonly Dictionary<string, SurfaceMember> _members = new(StringComparer.Ordinal);

    private Surface(IEnumerable<SurfaceMember> members, IEnumerable<DiagnosticInfo> diagnostics)
    {
        foreach (SurfaceMember member in members)
        {
            _members.Add(member.Name, member);
        }

        Faults = [.. diagnostics.Select(static d => d.ToDiagnostic().GetMessage(System.Globalization.CultureInfo.InvariantCulture)).Distinct()];
    }

    /// <summary>The generator's diagnostics. The parts of the document that they are about may be missing from the surface.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <param name="text">The document's text, published or trimmed.</param>
    /// <param name="name">The name of the document in diagnostics.</param>
    public static Surface Of(byte[] text, string name)
    {
        // The C# names of two editions must be equal, whatever their files are called.
        ApiConfiguration configuration = new(name, name, "Api", "Api", "public", [], []);
        DocumentResult read = DocumentReader.Read(new DocumentText(name, SourceText.From(new MemoryStream(text))), CancellationToken.None);
        if (read.Document is null)
        {
            return new Surface([], read.Diagnostics);
        }

        ShapeResult shape = ClientShaper.Shape(read.Document, configuration, CancellationToken.None);
        if (shape.Diagnostics.Any(static d => d.Descriptor == DiagnosticDescriptors.UncallableServer))
        {
            // Projects set the server of such a document. It does not change the other C#.
            shape = ClientShaper.Shape(read.Document, configuration with { Server = ApiConfiguration.Site }, CancellationToken.None);
        }

        return new Surface(SurfaceText.Members(shape.Client), read.Diagnostics.Concat(shape.Diagnostics));
    }

    /// <summary>Returns the changes from an older surface, by name.</summary>
    public IReadOnlyList<SurfaceChange> ChangesSince(Surface was)
    {
        List<SurfaceChange> changes = [];
        foreach (string name in was._members.Keys.Union(_members.Keys).Order(StringComparer.Ordinal))
        {
            switch (was._members.GetValueOrDefault(name), _members.GetValueOrDefault(name))
            {
                case ({ } removed, null):
                    changes.Add(new SurfaceChange(ChangeSeverity.Breaking, removed.Text, null));
                    break;
                case (null, { } added):
                    changes.Add(new SurfaceChange(ChangeSeverity.Addition, null, added.Text));
                    break;
                case ({ } before, { } after) when before.Text != after.Text:
                    changes.Add(new SurfaceChange(SeverityOf(before, after), before.Text, after.Text));
                    break;
            }
        }

        return changes;
    }

    /// <summary>A changed method does not break sources if calls with named arguments still compile.</summary>
    private static ChangeSeverity SeverityOf(SurfaceMember was, SurfaceMember now)
    {
        if (was.Result.Split(" [")[0] != now.Result.Split(" [")[0])
        {
            return ChangeSeverity.Breaking;
        }

        int kept = 0;
        foreach (SurfaceParameter parameter in now.Parameters)
        {
            if (kept < was.Parameters.Count && parameter == was.Parameters[kept])
            {
                kept++;
            }
            else if (parameter.IsRequired)
            {
                return ChangeSeverity.Breaking;
            }
        }

        return kept == was.Parameters.Count ? ChangeSeverity.Attention : ChangeSeverity.Breaking;
    }
}
