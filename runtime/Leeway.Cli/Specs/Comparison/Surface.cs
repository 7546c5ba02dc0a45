using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Emission;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>The C# that the generator makes of an edition, as far as consumers can name it.</summary>
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

    /// <summary>What the generator has to say against the document: what it speaks of is not in the surface.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <param name="text">The document's text, published or trimmed.</param>
    /// <param name="name">What the document is called in faults.</param>
    public static Surface Of(byte[] text, string name)
    {
        // The names of two editions must be equal, whatever their files are called.
        ApiConfiguration configuration = new(name, name, "Api", "Api", "public", [], []);
        DocumentResult read = DocumentReader.Read(new DocumentText(name, SourceText.From(new MemoryStream(text))), CancellationToken.None);
        if (read.Document is null)
        {
            return new Surface([], read.Diagnostics);
        }

        ShapeResult shape = ClientShaper.Shape(read.Document, configuration, CancellationToken.None);
        return new Surface(SurfaceText.Members(shape.Client), read.Diagnostics.Concat(shape.Diagnostics));
    }

    /// <summary>What changed since another surface, by name.</summary>
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

    /// <summary>A method that can be called as before, but for arguments given by position, breaks no source.</summary>
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
