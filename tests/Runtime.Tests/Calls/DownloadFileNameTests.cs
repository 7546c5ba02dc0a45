using System.Text;
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
    [InlineData("attachment; filename=\"=?UTF-8?B?0L7RgtGH0ZHRgi5wZGY=?=\"", "\u043e\u0442\u0447\u0451\u0442.pdf")]
    [InlineData("attachment; filename==?utf-8?b?0L7RgtGH0ZHRgi5wZGY?=", "\u043e\u0442\u0447\u0451\u0442.pdf")]
    [InlineData("attachment; filename=\"=?UTF-8?Q?r=C3=A9sum=C3=A9_1.pdf?=\"", "r\u00e9sum\u00e9 1.pdf")]
    [InlineData("attachment; filename=\"=?ISO-8859-1?Q?r=E9sum=E9.pdf?=\"", "r\u00e9sum\u00e9.pdf")]
    [InlineData("attachment; filename=\"=?koi8-r?B?z9Teo9QucGRm?=\"", "\u043e\u0442\u0447\u0451\u0442.pdf")]
    [InlineData("attachment; filename=\"=?windows-1251?Q?=EE=F2=F7=E5=F2.pdf?=\"", "\u043e\u0442\u0447\u0435\u0442.pdf")]
    [InlineData("attachment; filename=\"=?shift_jis?B?k/qWey50eHQ=?=\"", "\u65e5\u672c.txt")]
    [InlineData("attachment; filename=\"=?UTF-8*en?Q?a=C3=A9.txt?=\"", "a\u00e9.txt")]
    [InlineData("attachment; filename=\"=?UTF-8?B?0L7Rgg==?= =?UTF-8?B?0YfRkdGCLnBkZg==?=\"", "\u043e\u0442\u0447\u0451\u0442.pdf")]
    [InlineData("attachment; filename=\"=?UTF-8?B?0L7R?=\r\n\t=?UTF-8?Q?=82=D1=87=D1=91=D1=82.pdf?=\"", "\u043e\u0442\u0447\u0451\u0442.pdf")]
    [InlineData("attachment; filename=\"a =?UTF-8?Q?=C3=A9?= b =?UTF-8?Q?=C3=A9?=.txt\"", "a \u00e9 b \u00e9.txt")]
    [InlineData("attachment; filename=\"=?UTF-8?Q?..=2F=2Fetc=2Fpasswd?=\"", "passwd")]
    [InlineData("attachment; filename=\"=?nonsense?B?YQ==?=.txt\"", "=_nonsense_B_YQ==_=.txt")]
    [InlineData("attachment; filename=\"=?utf-7?Q?+AGE-?=.txt\"", "=_utf-7_Q_+AGE-_=.txt")]
    [InlineData("attachment; filename=\"=?UTF-8?X?YQ==?=\"", "=_UTF-8_X_YQ==_=")]
    [InlineData("attachment; filename=\"=?UTF-8?B?Y?=\"", "=_UTF-8_B_Y_=")]
    [InlineData("attachment; filename=\"=?UTF-8?Q?=4?=\"", "=_UTF-8_Q_=4_=")]
    [InlineData("attachment; filename=\"=?UTF-8?B?YQ\"", "=_UTF-8_B_YQ")]
    [InlineData("attachment; filename=\"a=?b.txt\"", "a=_b.txt")]
    [InlineData("attachment; filename=\"%E6%97%A5%E6%9C%AC.txt\"", "\u65e5\u672c.txt")]
    [InlineData("attachment; filename=\"100%25.txt\"", "100%25.txt")]
    [InlineData("attachment; filename=\"%FF.txt\"", "%FF.txt")]
    [InlineData("attachment; filename*0=\"a long \"; filename*1=\"name.txt\"", "a long name.txt")]
    [InlineData("attachment; filename*1=\"name.txt\"; filename*0=\"a long \"", "a long name.txt")]
    [InlineData("attachment; filename*0*=UTF-8''%E6%97; filename*1*=%A5; filename*2=.txt; filename=\"plain.txt\"", "\u65e5.txt")]
    [InlineData("attachment; filename*0*=UTF-8''a; filename*2*=c.txt", "a")]
    [InlineData("attachment; filename*0*=broken; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename*1=\"b.txt\"; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename*x=\"b.txt\"; filename=\"plain.txt\"", "plain.txt")]
    [InlineData("attachment; filename*0*=UTF-8''%41; filename*=UTF-8''whole.txt", "whole.txt")]
    [InlineData("attachment; filename=\"unterminated.txt", "unterminated.txt")]
    [InlineData("attachment; filename*=UTF-8''a.txt; filename*=UTF-8''b.txt", "a.txt")]
    [InlineData("attachment; filename=a.txt; filename=b.txt", "a.txt")]
    [InlineData("attachment; filename=\"a\\\";b.txt\"", "a_;b.txt")]
    [InlineData("attachment; filename*0*=UTF-8''%C3%A9; filename*1=\"\u00e9.txt\"", "\u00e9\u00e9.txt")]
    [InlineData("attachment; filename*0*=ISO-8859-1''%C3%A9.txt", "\u00c3\u00a9.txt")]
    [InlineData("attachment; filename*0=\"a\\\"b\"; filename*1=.txt", "a_b.txt")]
    [InlineData("attachment; filename*0*=\"UTF-8''a%20b.txt\"", "a b.txt")]
    [InlineData("attachment; filename*=\"UTF-8''a%20b.txt\"", "a b.txt")]
    [InlineData("attachment; filename=\"\u65e5\u00e9.txt\"", "\u65e5\u00e9.txt")]
    [InlineData("attachment; filename=\"=?UTF-8?Q?=C3=A9?= =?ISO-8859-1?Q?=E9.txt?=\"", "\u00e9\u00e9.txt")]
    [InlineData("attachment; filename=\"=?UTF-8?Q?a~=C3=A9.txt?=\"", "a~\u00e9.txt")]
    [InlineData("attachment; =x; filename=a.txt", "a.txt")]
    [InlineData("attachment", null)]
    [InlineData("attachment; filename=\"\"", null)]
    [InlineData("", null)]
    [InlineData(";;=;\"", null)]
    public void NameShouldBeFoundInEveryForm(string disposition, string? name) => Assert.Equal(name, DownloadFileName.Find(disposition));

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
    [InlineData("CON", "_CON")]
    [InlineData("prn.txt", "_prn.txt")]
    [InlineData("aux .tar.gz", "_aux .tar.gz")]
    [InlineData("conin$", "_conin$")]
    [InlineData("com", "com")]
    [InlineData("COMX", "COMX")]
    [InlineData("auxiliary", "auxiliary")]
    [InlineData("con1", "con1")]
    [InlineData("COM1.txt", "_COM1.txt")]
    [InlineData("LPT\u00b9", "_LPT\u00b9")]
    [InlineData("COM10", "COM10")]
    [InlineData("console", "console")]
    [InlineData("CONOUT$", "_CONOUT$")]
    public void NameShouldBeSafeForFileSystems(string header, string? name) => Assert.Equal(name, DownloadFileName.Clean(header));

    [Theory]
    [InlineData("a", ".txt")]
    [InlineData("\u00e9", ".pdf")]
    [InlineData("\u65e5", ".docx")]
    [InlineData("\U0001F600", ".png")]
    [InlineData("e\u0301", ".tar")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", "")]
    [InlineData("a", ".this is not an extension but the end of a very long sentence")]
    public void LongNameShouldFitFileSystemsWithItsExtensionAndWholeCharacters(string character, string extension)
    {
        string name = string.Concat(Enumerable.Repeat(character, 300)) + extension;
        string clean = DownloadFileName.Clean(name)!;
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 230, 255);
        bool isKept = extension.Length is > 0 and < 30;
        Assert.EndsWith(isKept ? extension : "", clean, StringComparison.Ordinal);
        string stem = clean[..clean.LastIndexOf('~')];
        Assert.Equal(0, stem.Length % character.Length);
        Assert.Equal(string.Concat(Enumerable.Repeat(character, stem.Length / character.Length)), stem);
        Assert.Equal(clean, DownloadFileName.Clean(name));

        string other = DownloadFileName.Clean(string.Concat(Enumerable.Repeat(character, 299)) + "z" + extension)!;
        Assert.NotEqual(clean, other);
    }

    [Fact]
    public void NameOfTheMaximumLengthShouldBeUnchanged()
    {
        string name = new string('a', 251) + ".txt";
        Assert.Equal(name, DownloadFileName.Clean(name));
        Assert.NotEqual("a" + name, DownloadFileName.Clean("a" + name));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void LongNameShouldKeepAnExtensionOfAtMost32Bytes(int length, bool isKept)
    {
        string extension = "." + new string('x', length);
        string clean = DownloadFileName.Clean(new string('a', 300) + extension)!;
        Assert.Equal(255, clean.Length);
        Assert.Matches($"^a+~[0-9a-f]{{8}}{(isKept ? extension.Replace(".", "\\.", StringComparison.Ordinal) : "")}$", clean);
    }

    [Fact]
    public void DeviceWithALongExtensionShouldStayHarmlessAndShort()
    {
        string clean = DownloadFileName.Clean("NUL." + new string('a', 300))!;
        Assert.StartsWith("_NUL.", clean, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 200, 255);
    }

    [Fact]
    public void CharacterWithHundredsOfAccentsShouldBeCutBetweenThem()
    {
        string clean = DownloadFileName.Clean("a" + new string('\u0301', 400) + ".txt")!;
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 250, 255);
        Assert.StartsWith("a\u0301", clean, StringComparison.Ordinal);
        Assert.Equal(121, clean.IndexOf('~', StringComparison.Ordinal));
    }

    /// <summary>Variation selectors, of which each has two code units, belong to the character before them.</summary>
    [Fact]
    public void CharacterOfManyCodePointsShouldBeCutBetweenThem()
    {
        string clean = DownloadFileName.Clean("a" + string.Concat(Enumerable.Repeat("\U000E0100", 100)) + ".txt")!;
        string stem = clean[..clean.IndexOf('~', StringComparison.Ordinal)];
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("\U000E0100", 60)), stem);
    }

    [Fact]
    public void NoNameShouldLeaveItsFolder()
    {
        string folder = Path.GetFullPath("/downloads");
        Prop.ForAll(HostileText.Arbitrary, HostileText.Arbitrary, (plain, extended) =>
            IsNothingButAName(DownloadFileName.Find($"attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}"))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename*=UTF-8''{Uri.EscapeDataString(HostileText.WellFormed(extended))}"))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename={plain}"))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename=\"=?UTF-8?{plain}?{extended}?=\""))
            && IsNothingButAName(DownloadFileName.Find($"attachment; filename*0*=UTF-8''{plain}; filename*1={extended}")))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true));

        bool IsNothingButAName(string? name) =>
            name is null || (Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name))) == folder
                && name.IndexOfAny(['/', '\\', ':']) < 0
                && !name.Any(char.IsControl)
                && Encoding.UTF8.GetByteCount(name) <= 255
                && name.Trim('.', ' ').Length > 0);
    }
}
