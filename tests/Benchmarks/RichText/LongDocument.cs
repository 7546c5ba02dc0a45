using System.Globalization;
using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Benchmarks.RichText;

/// <summary>A document of about 100 kB, as a long page has: text with marks, lists, a table, code, links and mentions.</summary>
internal static class LongDocument
{
    private const int Length = 100_000;

    public static string Json { get; } = Create();

    private static string Create()
    {
        var blocks = new List<IAdfBlock>();
        int length = 0;
        while (length < Length)
        {
            foreach (IAdfBlock block in CreateSection(blocks.Count))
            {
                blocks.Add(block);
                length += ((AdfNode)block).ToJson().Length + 1;
            }
        }

        return AdfDocument.Of(blocks).ToJson();
    }

    private static IAdfBlock[] CreateSection(int number)
    {
        string n = number.ToString(CultureInfo.InvariantCulture);
        return
        [
            Heading(1 + (number % 3), "Section ", n),
            Paragraph(
                "The service ", Strong("did not answer"), " for ", Em("several minutes"), ", see ", Link("the log", "https://example.com/log/" + n),
                ". ", Mention("5b10ac8d82e05b22cc7d4ef5", "@Mia Krystof"), " found that ", Code("GET /rest/api/3/issue"), " failed — “500”."),
            BulletList("The first cause", ListItem("The second cause", BulletList("A part of it", ListItem(Strong("Another part"), " of it")))),
            Panel(AdfPanelType.Info, "This happened ", Date(new DateOnly(2026, 1, 17)), HardBreak(), "and again later. ", Status("open", AdfStatusColor.Blue)),
            CodeBlock("csharp", "foreach (var issue in issues)\n{\n    Console.WriteLine(issue.Key + \"\\t\" + issue.Summary);\n}"),
            Table(
                HeaderRow("Name", "Value", "Comment"),
                Row("Count", n, Cell(Paragraph("The number of ", Em("failures")), Paragraph(Emoji(":warning:", "⚠")))),
                Row("Time", "12 minutes", Cell())),
            TaskList(
                new AdfTaskItem(AdfTaskState.Todo, [Text("Look at the metrics")]) { LocalId = "a" + n },
                new AdfTaskItem(AdfTaskState.Done, [Text("Write to the customers")]) { LocalId = "b" + n }),
        ];
    }
}
