using System.Text;
using Leeway.Generator.Configuration;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Leeway.OperationTables;
using Microsoft.CodeAnalysis.Text;

if (args is not [{ } specs, { } target])
{
    await Console.Error.WriteLineAsync("Usage: OperationTables SPECS TARGET");
    return 1;
}

Directory.CreateDirectory(target);
StringBuilder index = new();
foreach (string path in Directory.EnumerateFiles(specs, "*.json").Where(static p => Path.GetFileName(p) != "sources.json").Order(StringComparer.Ordinal))
{
    string document = Path.GetFileNameWithoutExtension(path);
    DocumentResult read = DocumentReader.Read(new DocumentText(path, SourceText.From(await File.ReadAllTextAsync(path))), CancellationToken.None);
    if (read.Document is null)
    {
        await Console.Error.WriteLineAsync($"'{path}' cannot be read. Build a project that uses it to see the reason.");
        return 1;
    }

    string product = CSharpNames.ToPascalCase(document);
    ApiConfiguration configuration = new(path, document, product, "Leeway." + product, "public", [], []);
    ShapeResult shape = ClientShaper.Shape(read.Document, configuration, CancellationToken.None);
    await File.WriteAllBytesAsync(Path.Combine(target, document + ".jsonl"), new DocumentTable(document, shape.Client).Write(index));
}

await File.WriteAllTextAsync(Path.Combine(target, "index.tsv"), index.ToString());
return 0;
