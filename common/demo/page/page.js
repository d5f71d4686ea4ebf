// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

// The players of the page. Each has two sounds, which run side by side from one start in one clock; the switch fades
// from one to the other, so the place is kept to the sample. A page that is opened as a file may not read other files,
// so the sounds of a player come as a script, NAME.js, which hands them to signalboxSounds.

'use strict';

(() => {
  const FADE_S = 0.01; // of the switch, and of what begins or ends inside a sound
  const LEAD_S = 0.01; // how far ahead of the clock things are asked for, so that none comes too late
  const STEP_S = 1; // of an arrow key

  const rateHz = Number(document.body.dataset.rate);
  const said = document.getElementById('said');
  const waiting = new Map(); // what takes the sounds of a name
  let context = null;
  let active = null; // the player that plays, or has played last
  let repeats = false;

  window.signalboxSounds = (name, sounds) => waiting.get(name)?.(sounds);

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)).buffer;
  }

  function fetchSounds(name) {
    return new Promise((done, fail) => {
      const script = document.createElement('script');
      waiting.set(name, done);
      script.src = `${name}.js`;
      script.onerror = () => fail(new Error(`${name}.js is not beside this page: make the page again.`));
      script.onload = () => script.remove();
      document.head.append(script);
    });
  }

  function fade(parameter, to) {
    const at = context.currentTime + LEAD_S;
    parameter.cancelScheduledValues(at);
    parameter.setValueAtTime(parameter.value, at);
    parameter.linearRampToValueAtTime(to, at + FADE_S);
    return at + FADE_S;
  }

  // Two sounds that play in step, of which one is heard.
  class Voice {
    constructor(buffers, heard, place, ended) {
      this.seconds = buffers[0].duration;
      const at = context.currentTime + 2 * LEAD_S;
      this.began = at - place; // when its first sample was, or would have been, due
      this.end = repeats ? Infinity : this.seconds;
      this.out = context.createGain();
      this.out.connect(context.destination);
      if (place > 0) {
        this.out.gain.setValueAtTime(0, at);
        this.out.gain.linearRampToValueAtTime(1, at + FADE_S);
      }
      this.gains = buffers.map((_, i) => new GainNode(context, {gain: i === heard ? 1 : 0}));
      this.sources = buffers.map(buffer => new AudioBufferSourceNode(context, {buffer, loop: repeats}));
      this.sources.forEach((source, i) => {
        source.connect(this.gains[i]).connect(this.out);
        source.start(at, place);
      });
      this.sources[0].onended = ended;
    }

    hear(which) {
      this.gains.forEach((gain, i) => fade(gain.gain, i === which ? 1 : 0));
    }

    repeat(on) {
      this.sources.forEach(source => { source.loop = on; });
      this.end = on ? Infinity : this.seconds * (Math.floor((context.currentTime - this.began) / this.seconds) + 1);
    }

    // Where it is, in seconds; what is heard is as much behind as the way to the ears takes.
    place(behind) {
      const at = Math.max(0, context.currentTime - this.began - behind);
      return at >= this.end ? this.seconds : at % this.seconds;
    }

    stop() {
      this.sources[0].onended = null;
      const at = fade(this.out.gain, 0);
      this.sources.forEach(source => source.stop(at));
    }
  }

  class Player {
    constructor(section) {
      this.section = section;
      this.name = section.id;
      this.seconds = Number(section.querySelector('.player').dataset.seconds);
      this.button = section.querySelector('.play');
      this.choices = [...section.querySelectorAll('.switch button')];
      this.waves = [...section.querySelectorAll('.seek path')];
      this.seekBar = section.querySelector('.seek');
      this.range = section.querySelector('.seek input');
      this.time = section.querySelector('.time');
      this.repeatButton = section.querySelector('.repeat');
      this.heard = 0;
      this.rest = 0; // the place while nothing plays
      this.voice = null;
      this.buffers = null;
      this.wanted = false; // whether it plays, or will once its sounds are there
      this.button.addEventListener('click', () => this.toggle());
      this.choices.forEach((choice, i) => choice.addEventListener('click', () => this.hear(i)));
      this.range.addEventListener('input', () => this.seek(Number(this.range.value)));
      this.repeatButton.addEventListener('click', toggleRepeat);
      this.show();
      this.paint();
    }

    async load() {
      const sounds = await fetchSounds(this.name);
      return Promise.all(sounds.map(sound => context.decodeAudioData(bytesOf(sound))));
    }

    toggle() {
      if (this.wanted) this.pause();
      else this.play();
    }

    async play() {
      context ??= new AudioContext({sampleRate: rateHz, latencyHint: 'interactive'});
      if (navigator.audioSession) navigator.audioSession.type = 'playback';
      const resumed = context.resume();
      if (active !== this) {
        active?.pause();
        if (active) active.buffers = null;
        active = this;
      }
      this.wanted = true;
      this.show();
      try {
        const buffers = this.buffers ?? await this.load();
        await resumed;
        if (active === this) this.buffers = buffers;
      } catch (error) {
        this.wanted = false;
        this.time.textContent = error.message;
        this.show();
        return;
      }
      if (this.wanted && !this.voice && active === this) this.start();
    }

    start() {
      if (this.rest >= this.seconds) this.rest = 0;
      this.voice = new Voice(this.buffers, this.heard, this.rest, () => this.finish());
      this.show();
      this.follow();
    }

    pause() {
      if (this.voice) {
        this.rest = this.place();
        this.voice.stop();
        this.voice = null;
      }
      this.wanted = false;
      this.show();
      this.paint();
    }

    finish() {
      this.voice = null;
      this.wanted = false;
      this.rest = 0;
      this.show();
      this.paint();
    }

    place(behind = 0) {
      return this.voice ? this.voice.place(behind) : this.rest;
    }

    seek(place) {
      this.rest = Math.min(Math.max(place, 0), this.seconds);
      if (this.voice) {
        this.voice.stop();
        this.voice = null;
        this.start();
      }
      this.paint();
    }

    step(seconds) {
      this.seek(this.place() + seconds);
    }

    hear(which) {
      this.heard = which;
      this.voice?.hear(which);
      this.show();
      said.textContent = this.choices[which].textContent;
    }

    // What is on and what is off.
    show() {
      this.section.classList.toggle('is-playing', this.wanted);
      this.section.classList.toggle('is-loading', this.wanted && !this.voice);
      this.button.setAttribute('aria-label', this.wanted ? 'Pause' : 'Play');
      this.choices.forEach((choice, i) => choice.setAttribute('aria-pressed', i === this.heard));
      this.waves.forEach((wave, i) => wave.classList.toggle('heard', i === this.heard));
    }

    // Where it is.
    paint() {
      const at = this.place(context?.outputLatency || 0);
      const clock = time => `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, '0')}`;
      this.seekBar.style.setProperty('--at', `${100 * at / this.seconds}%`);
      this.range.value = at;
      const text = `${clock(at)} / ${clock(Math.round(this.seconds))}`;
      if (this.time.textContent !== text) {
        this.time.textContent = text;
        this.range.setAttribute('aria-valuetext', `${Math.floor(at)} of ${Math.round(this.seconds)} seconds`);
      }
    }

    follow() {
      if (!this.voice) return;
      this.paint();
      requestAnimationFrame(() => this.follow());
    }
  }

  const players = [...document.querySelectorAll('.example')].map(section => new Player(section));

  function toggleRepeat() {
    repeats = !repeats;
    for (const player of players) {
      player.repeatButton.setAttribute('aria-pressed', repeats);
      player.voice?.repeat(repeats);
    }
  }

  // The player that a key is meant for: where the focus is, else what has played last, else the first in sight.
  function playerFor(element) {
    const section = element.closest('.example');
    const inSight = player => player.section.getBoundingClientRect().bottom > innerHeight / 3;
    return players.find(player => player.section === section) ?? active ?? players.find(inSight) ?? players[0];
  }

  // The next or previous path takes the focus.
  function go(from, by) {
    const next = players[players.indexOf(from) + by];
    next?.button.focus({preventScroll: true});
    next?.section.scrollIntoView({block: 'start'});
  }

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const player = playerFor(event.target);
    const isButton = event.target.matches('button, summary');
    const keys = {
      ' ': isButton ? null : () => player.toggle(),
      b: () => player.hear(1 - player.heard),
      r: toggleRepeat,
      n: () => go(player, 1),
      p: () => go(player, -1),
      arrowleft: event.target.closest('.picture') ? null : () => player.step(-STEP_S),
      arrowright: event.target.closest('.picture') ? null : () => player.step(STEP_S),
    };
    const act = keys[event.key.toLowerCase()];
    if (!act || (event.repeat && !event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    act();
  });

  document.querySelector('nav details').open = matchMedia('(min-width: 46rem)').matches;
  document.documentElement.classList.add('plays');
})();
