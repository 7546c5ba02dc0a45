using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class DownloadFileNameTests
{
    [Theory]
    [InlineData("attachment; filename=\"plain name.txt\"", "plain name.txt")]
    [InlineData("attachment; filename=token.txt; size=4", "token.txt")]
    [InlineData("ATTACHMENT ;FileName = \"a;b=c.txt\" ;x=y", "a;b=c.txt")]
    [InlineData("attachment; filename=\"say \\\"hi\\\".txt\"", "say _hi_.txt")]
    [InlineData("attachment; filename=\"r\u00e9sum\u00e9.txt\"", "r\u00e9sum\u00e9.txt")]
    [InlineData("attachment; filename=\"r\u00c3\u00a9sum\u00c3\u00a9.txt\"", "r\u00e9sum\u00e9.txt")]
    [InlineData("attachment; filename=\"plain.txt\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt", "\u65e5\u672c.txt")]
    [InlineData("attachment; filename*=utf-8'en'a%20b.txt; filename=\"plain.txt\"", "a b.txt")]
    [InlineData("attachment; filename*=iso-8859-1''r%E9sum%E9.txt", "r\u00e9sum\u00e9.txt")]
    [InlineData("attachment; filename*=koi8-r''%F0.txt; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename*=broken; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename*=UTF-8''..; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename=\"unterminated.txt", "unterminated.txt")]
    [InlineData("attachment", null)]
    [InlineData("attachment; filename=\"\"", null)]
    [InlineData("", null)]
    [InlineData(";;=;\"", null)]
    public void NameShouldBeFoundInItsEveryForm(string disposition, string? name) => Assert.Equal(name, DownloadFileName.Find(disposition));

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\a\\evil.exe", "evil.exe")]
    [InlineData("C:evil.exe", "C_evil.exe")]
    [InlineData("a.txt:stream", "a.txt_stream")]
    [InlineData("folder/", null)]
    [InlineData("..", null)]
    [InlineData(" . ", null)]
    [InlineData("a.txt. .", "a.txt")]
    [InlineData("a\r\n\0b\u007f\u0085.txt", "a___b__.txt")]
    [InlineData("cod\u202etxt.exe", "cod_txt.exe")]
    [InlineData("a\u2028b", "a_b")]
    [InlineData("a<b>|c?*\".txt", "a_b__c___.txt")]
    [InlineData("nul", "_nul")]
    [InlineData("COM1.txt", "_COM1.txt")]
    [InlineData("LPT\u00b9", "_LPT\u00b9")]
    [InlineData("COM10", "COM10")]
    [InlineData("console", "console")]
    public void NameShouldBeNothingButAName(string told, string? name) => Assert.Equal(name, DownloadFileName.Clean(told));

    [Fact]
    public void NoNameShouldLeaveItsFolder()
    {
        string folder = Path.GetFullPath("/downloads");
        Prop.ForAll(HostileText.Arbitrary, HostileText.Arbitrary, (plain, extended) =>
            IsNothingButAName(DownloadFileName.Find($"attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}"))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename*=UTF-8''{Uri.EscapeDataString(HostileText.WellFormed(extended))}"))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename={plain}")))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true));

        bool IsNothingButAName(string? name) =>
            name is null || (Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name))) == folder
                && name.IndexOfAny(['/', '\\', ':']) < 0
                && !name.Any(char.IsControl)
                && name.Trim('.', ' ').Length > 0);
    }
}
