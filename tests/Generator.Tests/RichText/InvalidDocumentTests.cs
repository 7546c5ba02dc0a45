using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.RichText;

/// <summary>Checks that documents that the schema does not allow do not compile.</summary>
public class InvalidDocumentTests
{
    /// <summary>An expression that compiles, and the same with one change that the schema does not allow.</summary>
    [Theory]
    [InlineData("""new AdfTableCell([Paragraph("a")])""", """new AdfTableCell([Text("a")])""")]
    [InlineData("""new AdfTableHeader([Paragraph("a")])""", """new AdfTableHeader([Text("a")])""")]
    [InlineData("""Strong(Em("a"))""", """Strong(Code("a"))""")]
    [InlineData("""Em(Text("a"))""", """Em(Code("a"))""")]
    [InlineData("""Link(Code("a"), uri)""", """TextColor("#123456", Code("a"))""")]
    [InlineData("""new AdfCode("a", [new AdfLink("b")])""", """new AdfCode("a", [AdfStrong.Instance])""")]
    [InlineData("""new AdfText("a", [AdfStrong.Instance])""", """new AdfText("a", [AdfCodeMark.Instance])""")]
    [InlineData("""new AdfText("a", [new AdfLink("b")])""", """new AdfText("a", [new AdfBreakout(AdfBreakoutMode.Wide)])""")]
    [InlineData("""Blockquote(Paragraph("a"))""", """Blockquote(Blockquote("a"))""")]
    [InlineData("""Blockquote(BulletList("a"))""", """Blockquote(Heading(1, "a"))""")]
    [InlineData("""Blockquote(CodeBlock("a"))""", """Blockquote(Table(Row("a")))""")]
    [InlineData("""Blockquote(Paragraph("a"))""", """Blockquote(SmallParagraph("a"))""")]
    [InlineData("""Blockquote(Image("a"))""", """Blockquote(Panel(AdfPanelType.Info))""")]
    [InlineData("""ListItem(Paragraph("a"))""", """ListItem(Heading(1, "a"))""")]
    [InlineData("""ListItem(CodeBlock("a"))""", """ListItem(Blockquote("a"))""")]
    [InlineData("""ListItem(BulletList("a"))""", """ListItem(Table(Row("a")))""")]
    [InlineData("""BulletList(ListItem("a"))""", """BulletList(Paragraph("a"))""")]
    [InlineData("""BulletList("a")""", """BulletList()""")]
    [InlineData("""OrderedList("a")""", """OrderedList()""")]
    [InlineData("""TaskList("a")""", """TaskList()""")]
    [InlineData("""DecisionList("a")""", """DecisionList()""")]
    [InlineData("""Table(Row())""", """Table()""")]
    [InlineData("""MediaGroup(File("a"))""", """MediaGroup()""")]
    [InlineData("""CodeBlock("a")""", """CodeBlock(Strong("a"))""")]
    [InlineData("""Cell(BulletList("a"))""", """Cell(Table(Row("a")))""")]
    [InlineData("""Cell(NestedExpand("a", "b"))""", """Cell(Expand("a", "b"))""")]
    [InlineData("""Expand("a", NestedExpand("b"))""", """Expand("a", Expand("b"))""")]
    [InlineData("""NestedExpand("a", Panel(AdfPanelType.Info))""", """NestedExpand("a", NestedExpand("b"))""")]
    [InlineData("""NestedExpand("a", CodeBlock("b"))""", """NestedExpand("a", Table(Row("b")))""")]
    [InlineData("""MediaSingle(File("a"), Caption("b"))""", """MediaSingle(File("a"), File("b"))""")]
    [InlineData("""MediaSingle(File("a"))""", """MediaSingle(Caption("a"))""")]
    [InlineData("""Caption("a", Mention("b"))""", """Caption("a", new AdfMediaInline("b", "c"))""")]
    [InlineData("""TaskItem("a")""", """TaskItem(Paragraph("a"))""")]
    [InlineData("""Panel(AdfPanelType.Info, Rule())""", """Panel(AdfPanelType.Info, Panel(AdfPanelType.Info))""")]
    [InlineData("""Panel(AdfPanelType.Info, Heading(1))""", """Panel(AdfPanelType.Info, Table(Row("a")))""")]
    [InlineData("""Paragraph("a", HardBreak())""", """Paragraph("a", Rule())""")]
    [InlineData("""Paragraph(Link("a", uri))""", """Paragraph(Paragraph("a"))""")]
    [InlineData("""AdfDocument.Of(Expand("a", "b"))""", """AdfDocument.Of(NestedExpand("a", "b"))""")]
    [InlineData("""AdfDocument.Of(BulletList("a"))""", """AdfDocument.Of(ListItem("a"))""")]
    [InlineData("""AdfDocument.Of(Paragraph("a"))""", """AdfDocument.Of("a")""")]
    [InlineData("""AdfDocument.Of(MediaSingle(File("a")))""", """AdfDocument.Of(File("a"))""")]
    [InlineData("""AdfDocument.Of(new AdfWideCodeBlock(new AdfBreakout(AdfBreakoutMode.Wide), "a"))""", """Cell(new AdfWideCodeBlock(new AdfBreakout(AdfBreakoutMode.Wide), "a"))""")]
    [InlineData("""Layout(Column(50), Column(50))""", """Layout(Column(100))""")]
    [InlineData("""Column(50, Table(Row("a")))""", """Column(50, Layout(Column(50), Column(50)))""")]
    [InlineData("""Cell(new AdfAlignedParagraph(AdfTextAlignment.End, []))""", """Cell(new AdfIndentedParagraph(1, []))""")]
    public void InvalidDocumentShouldNotCompile(string valid, string invalid)
    {
        Assert.Empty(Snippet.CompileExpression(valid));
        Assert.Contains(Snippet.CompileExpression(invalid), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("class Own : IAdfBlock { public string Type => \"own\"; }")]
    [InlineData("class Own : IAdfTextMark { public string Type => \"own\"; }")]
    [InlineData("class Own : AdfNode { }")]
    [InlineData("class Own : AdfInline { }")]
    [InlineData("class Own : AdfMark { }")]
    public void ClassesOfOthersShouldNotBeNodes(string declaration) =>
        Assert.Contains(Snippet.CompileProgram($"using Leeway.RichText;\n_ = 1;\n{declaration}"), static d => d.Severity == DiagnosticSeverity.Error);
}
